package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.Traffic;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that makes one simulator differ from another. Equal plans answer equal requests at equal moments equally.
 */
public record SimulatorPlan(
        long seed,
        InstantSource clock,
        List<Credential> credentials,
        Traffic traffic,
        Lifecycle lifecycle,
        ApiRules rules,
        FaultPlan faults) {

    /**
     * One key, {@code demo1234} with secret {@code demo-secret}, that reads itself; no CDRs, no limits broken, no
     * faults.
     */
    public static SimulatorPlan of(long seed) {
        Credential credential = new Credential("demo1234", "demo-secret", List.of("demo1234"));
        return new SimulatorPlan(
                seed,
                InstantSource.system(),
                List.of(credential),
                Traffic.none(),
                Lifecycle.immediate(),
                ApiRules.documented(),
                FaultPlan.none());
    }

    public SimulatorPlan clock(InstantSource source) {
        return new SimulatorPlan(seed, source, credentials, traffic, lifecycle, rules, faults);
    }

    public SimulatorPlan credentials(Credential... all) {
        return new SimulatorPlan(seed, clock, List.of(all), traffic, lifecycle, rules, faults);
    }

    public SimulatorPlan traffic(Traffic cdrs) {
        return new SimulatorPlan(seed, clock, credentials, cdrs, lifecycle, rules, faults);
    }

    public SimulatorPlan lifecycle(Lifecycle ofCdrs) {
        return new SimulatorPlan(seed, clock, credentials, traffic, ofCdrs, rules, faults);
    }

    public SimulatorPlan rules(ApiRules ofTheApi) {
        return new SimulatorPlan(seed, clock, credentials, traffic, lifecycle, ofTheApi, faults);
    }

    public SimulatorPlan faults(FaultPlan plan) {
        return new SimulatorPlan(seed, clock, credentials, traffic, lifecycle, rules, plan);
    }

    /** All accounts that anybody may read, in a fixed order. */
    Set<String> accounts() {
        Set<String> all = new TreeSet<>();
        credentials.forEach(c -> all.addAll(c.accounts()));
        return all;
    }
}
