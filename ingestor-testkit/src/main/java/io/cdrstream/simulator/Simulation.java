package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.World;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one running simulator is made of. */
record Simulation(
        SimulatorPlan plan, World world, Access access, Faults faults, RequestLog log, List<Injected> injected) {

    static Simulation of(SimulatorPlan plan) {
        return new Simulation(
                plan,
                new World(plan.seed(), plan.accounts(), plan.traffic(), plan.lifecycle()),
                new Access(plan.credentials()),
                new Faults(plan.seed(), plan.faults()),
                new RequestLog(),
                new CopyOnWriteArrayList<>());
    }
}
