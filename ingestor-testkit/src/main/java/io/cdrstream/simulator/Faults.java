package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Mix;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides which fault befalls a request, and lets a test order more while the simulator runs. A fault ordered with
 * {@link #next} waits for the first request it can befall.
 */
public final class Faults {

    private final long seed;
    private final Map<Long, Fault> exact;
    private final Map<Fault, Double> chances;
    private final Deque<Fault> queue = new ArrayDeque<>();
    private long requests;

    Faults(long seed, FaultPlan plan) {
        this.seed = seed;
        this.exact = new HashMap<>(plan.exact());
        this.chances = new EnumMap<>(Fault.class);
        this.chances.putAll(plan.chances());
    }

    /** These befall the next requests, one each, in this order. */
    public synchronized void next(Fault... faults) {
        queue.addAll(Arrays.asList(faults));
    }

    /** This befalls the n-th request that is not refused anyway, counted from 1 since the start. */
    public synchronized void at(long request, Fault fault) {
        exact.put(request, fault);
    }

    /** From now on this befalls each request with that probability. */
    public synchronized void chance(Fault fault, double probability) {
        chances.put(fault, probability);
    }

    /** Nothing goes wrong from now on. */
    public synchronized void clear() {
        queue.clear();
        exact.clear();
        chances.clear();
    }

    /** Takes the fault of one more request; a fault that cannot befall it is passed over, or waits if it was queued. */
    synchronized Optional<Fault> take(Predicate<Fault> applicable) {
        requests++;
        Fault planned = exact.get(requests);
        if (planned != null) {
            return Optional.of(planned).filter(applicable);
        }
        Fault queued = queue.peek();
        if (queued != null && applicable.test(queued)) {
            return Optional.of(queue.remove());
        }
        return byChance().filter(applicable);
    }

    private Optional<Fault> byChance() {
        double draw = Mix.unit(Mix.mix(seed, requests));
        for (Map.Entry<Fault, Double> chance : chances.entrySet()) {
            draw -= chance.getValue();
            if (draw < 0) {
                return Optional.of(chance.getKey());
            }
        }
        return Optional.empty();
    }
}
