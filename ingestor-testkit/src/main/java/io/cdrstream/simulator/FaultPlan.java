package io.cdrstream.simulator;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Which faults happen: at the n-th request (counted from 1 over those that are not refused anyway) and by chance.
 *
 * @param foreignHost {@code host:port} to which foreign links and redirects point
 * @param oversizedBytes how long an oversized body is
 */
public record FaultPlan(Map<Long, Fault> exact, Map<Fault, Double> chances, String foreignHost, int oversizedBytes) {

    public static FaultPlan none() {
        return new FaultPlan(Map.of(), Map.of(), "reports.elsewhere.example", 32 << 20);
    }

    public FaultPlan at(long request, Fault fault) {
        Map<Long, Fault> all = new HashMap<>(exact);
        all.put(request, fault);
        return new FaultPlan(Map.copyOf(all), chances, foreignHost, oversizedBytes);
    }

    /**
     * Adds a fault by chance.
     *
     * @param probability in each request, 0 to 1; all of a plan's together should not exceed 1
     */
    public FaultPlan chance(Fault fault, double probability) {
        Map<Fault, Double> all = new EnumMap<>(Fault.class);
        all.putAll(chances);
        all.put(fault, probability);
        return new FaultPlan(exact, all, foreignHost, oversizedBytes);
    }

    public FaultPlan foreignHost(String hostAndPort) {
        return new FaultPlan(exact, chances, hostAndPort, oversizedBytes);
    }

    public FaultPlan oversizedBytes(int length) {
        return new FaultPlan(exact, chances, foreignHost, length);
    }
}
