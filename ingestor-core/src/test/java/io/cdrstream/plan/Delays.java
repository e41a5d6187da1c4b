package io.cdrstream.plan;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.PassPlan;
import java.util.Random;
import java.util.TreeMap;

/** Records with log-normal delay, as the passes of a plan see them: at a pass's age, and some seconds later. */
final class Delays {

    private final PassPlan plan;
    private final Random random;
    private final double median;
    private final double sigma;

    /** How many records were seen by each pass first; the last place is for those that none has seen. */
    final long[] found;

    private final TreeMap<Long, Long> ages = new TreeMap<>();

    Delays(PassPlan plan, double medianSeconds, double sigma, int records, long seed) {
        this.plan = plan;
        this.random = new Random(seed);
        this.median = medianSeconds;
        this.sigma = sigma;
        this.found = new long[plan.passes() + 1];
        for (int i = 0; i < records; i++) {
            add(median * Math.exp(this.sigma * random.nextGaussian()));
        }
    }

    private void add(double delay) {
        int pass = 0;
        long seen = seen(0);
        while (delay > seen && ++pass < plan.passes()) {
            seen = seen(pass);
        }
        found[pass]++;
        if (pass < plan.passes()) {
            ages.merge(seen, 1L, Long::sum);
        }
    }

    /** A record is up to a minute older than the youngest of its slice. */
    private long seen(int pass) {
        return plan.age(pass).toSeconds() + random.nextInt(60);
    }

    ArrivalDelay learned() {
        return new ArrivalDelay("abcd1234/SMS", ages);
    }
}
