package io.cdrstream.plan;

import io.cdrstream.model.PassPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A stream whose records are read one by one as its plan says, which is what a forecast has to foresee. Nothing here is
 * an average: a record shows at a moment, and is open until a moment.
 */
final class RecordByRecord {

    private final PassPlan plan;
    private final double rate;
    private final Duration interval;
    private final List<Cdr> cdrs = new ArrayList<>();
    private final Set<Cdr> known = new HashSet<>();
    private final List<double[]> bills = new ArrayList<>(); // when, how many

    private record Cdr(double at, double visible, double openUntil) {}

    RecordByRecord(PassPlan plan, StreamTraffic traffic, Duration interval, long seed) {
        this.plan = plan;
        this.rate = traffic.recordsPerSecond();
        this.interval = interval;
        Random random = new Random(seed);
        for (double at = 0; at < 4 * 86_400; at += -Math.log(1 - random.nextDouble()) / rate) {
            cdrs.add(new Cdr(at, at + age(traffic.visible(), random, true), at + age(traffic.open(), random, false)));
        }
    }

    /** The first age at which a record of this luck shows, or is no longer open. */
    private static double age(ShareAtAge share, Random random, boolean isRising) {
        double luck = random.nextDouble();
        double before = 0;
        double after = 4 * 86_400;
        while (after - before > 0.5) {
            double middle = (before + after) / 2;
            if (luck < share.at(Duration.ofMillis((long) (middle * 1000))) == isRising) {
                after = middle;
            } else {
                before = middle;
            }
        }
        return before;
    }

    /** From one time after the start to another. */
    double billed(Duration from, Duration to) {
        read(0, interval.toSeconds());
        for (int pass = 1; pass < plan.passes(); pass++) {
            double share = plan.share(pass);
            Duration unit = share < 1
                    ? RevisitLength.block(plan.age(pass), share, rate)
                    : RevisitLength.slice(plan.age(pass), rate);
            read(pass, unit.toSeconds());
        }
        followUps();
        return bills.stream()
                .filter(bill -> bill[0] >= from.toSeconds() && bill[0] < to.toSeconds())
                .mapToDouble(bill -> bill[1])
                .sum();
    }

    private void read(int pass, long unit) {
        for (long from = 0; from + unit <= 4 * 86_400; from += unit) {
            double now = from + unit + plan.age(pass).toSeconds();
            double sampled = pass == 0 ? 1 : RevisitLength.sampled(plan.share(pass), rate * unit);
            double share = plan.share(pass) < 1 ? sampled : 1;
            List<Cdr> sample = showing(from + unit * (1 - share), from + unit, now);
            boolean isDirty = share < 1 && !known.containsAll(sample);
            List<Cdr> read = isDirty ? showing(from, from + unit, now) : sample;
            known.addAll(read);
            bills.add(new double[] {now, read.size()});
        }
    }

    private List<Cdr> showing(double from, double to, double now) {
        return cdrs.subList(index(from), index(to)).stream()
                .filter(cdr -> cdr.visible <= now)
                .toList();
    }

    private int index(double at) {
        int low = 0;
        int high = cdrs.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (cdrs.get(middle).at < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void followUps() {
        for (Cdr cdr : cdrs) {
            double looked = plan.settle().toSeconds();
            for (Duration age : plan.followUps()) {
                for (int pass = 1; pass < plan.passes(); pass++) {
                    double revisit = plan.age(pass).toSeconds();
                    looked = plan.share(pass) == 1 && revisit < age.toSeconds() ? Math.max(looked, revisit) : looked;
                }
                if (cdr.openUntil > cdr.at + looked) {
                    bills.add(new double[] {cdr.at + age.toSeconds(), 1});
                }
                looked = age.toSeconds();
            }
        }
    }
}
