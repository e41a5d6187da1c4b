package io.cdrstream.simulator.cdr;

import java.util.NavigableMap;
import java.util.function.LongSupplier;

/** How many CDRs of a stream start in which second. */
sealed interface Arrivals {

    int at(long second);

    /**
     * The first second with arrivals on the way from {@code from} (included) to {@code limit} (excluded), else
     * {@code limit}.
     */
    long next(long from, long limit);

    /** Exactly what a test asked for. */
    record Exact(NavigableMap<Long, Integer> counts) implements Arrivals {
        @Override
        public int at(long second) {
            return counts.getOrDefault(second, 0);
        }

        @Override
        public long next(long from, long limit) {
            Long found = from <= limit ? counts.ceilingKey(from) : counts.floorKey(from);
            boolean inside = found != null && (from <= limit ? found < limit : found > limit);
            return inside ? found : limit;
        }
    }

    /**
     * A rate per second, rounded up or down by chance, so that it holds on average and no second needs to be
     * remembered.
     */
    record Live(double rate, long salt, long since, LongSupplier stop) implements Arrivals {
        @Override
        public int at(long second) {
            if (second < since || second >= stop.getAsLong()) {
                return 0;
            }
            int whole = (int) rate;
            return Mix.unit(Mix.mix(salt ^ second)) < rate - whole ? whole + 1 : whole;
        }

        @Override
        public long next(long from, long limit) {
            if (rate == 0) {
                return limit;
            }
            boolean forward = from <= limit;
            long end = stop.getAsLong();
            long second = forward ? Math.max(from, since) : Math.min(from, end - 1);
            while (forward ? second < Math.min(limit, end) : second > Math.max(limit, since - 1)) {
                if (at(second) > 0) {
                    return second;
                }
                second += forward ? 1 : -1;
            }
            return limit;
        }
    }
}
