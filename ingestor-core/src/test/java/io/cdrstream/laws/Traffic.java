package io.cdrstream.laws;

import static java.time.ZoneOffset.UTC;

import io.cdrstream.laws.Life.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How many CDRs there are, how late they appear and what becomes of them afterwards. Spans without a scale of their own
 * are log-uniform, so that minutes are as likely as days.
 *
 * @param perHour records, of which about a tenth fall on one second of the hour, and one each on its first and last
 * @param tide by what part there are more in the early afternoon and fewer in the early morning; with none, every hour
 *     has as many
 */
record Traffic(int perHour, double tide, Visibility visibility, Changes changes) {

    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final int PEAK = 14;
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    /**
     * From the event until the API shows its record.
     *
     * @param median of the log-normal delay that all have
     * @param tail share of those that take up to {@code most} instead
     * @param calls share of those that are filed under their start and written at their end, two hours later at most
     */
    record Visibility(Duration median, double sigma, double tail, Duration most, double calls) {}

    /**
     * After it is first shown.
     *
     * @param receipts share of those that wait for a receipt, which sets state and price
     * @param longest until the receipt
     * @param never share of those whose receipt never comes
     * @param corrections share of those whose price changes once more when they are final
     * @param last from the event until nothing changes any more
     */
    record Changes(double receipts, Duration longest, double never, double corrections, Duration last) {

        static final Changes NONE = new Changes(0, SHORTEST, 0, 0, SHORTEST);
    }

    /** All of it is there before anybody asks, and final. */
    static Traffic timely(int perHour) {
        return new Traffic(
                perHour, 0, new Visibility(Duration.ofSeconds(2), 0.3, 0, Duration.ofMinutes(1), 0), Changes.NONE);
    }

    /** Nearly all of it is, so that some audits find nothing and some do. */
    static Traffic nearlyTimely(int perHour) {
        return new Traffic(
                perHour,
                0,
                new Visibility(Duration.ofSeconds(2), 0.3, 0.0005, Duration.ofHours(1), 0),
                new Changes(0, SHORTEST, 0, 0.0001, Duration.ofHours(2)));
    }

    /** Messages: three in a hundred up to 60 h late, receipts up to three days later. */
    static Traffic messages(int perHour) {
        return new Traffic(
                perHour,
                0,
                new Visibility(Duration.ofSeconds(20), 1, 0.03, Duration.ofHours(60), 0),
                new Changes(0.3, Duration.ofHours(71), 0.01, 0.02, Duration.ofHours(72)));
    }

    /** Calls of up to two hours, written at their end, three in a hundred later than that; prices may be corrected. */
    static Traffic calls(int perHour) {
        return new Traffic(
                perHour,
                0,
                new Visibility(Duration.ofSeconds(20), 1, 0.03, Duration.ofHours(6), 0.6),
                new Changes(0, SHORTEST, 0, 0.01, Duration.ofHours(20)));
    }

    /**
     * Messages of an account that sends by day: one in twenty takes up to 70 h to appear, one in five waits for a
     * receipt of up to 40 h, and one in twelve changes once more when it is final.
     */
    static Traffic tidalMessages(int perHour) {
        return new Traffic(
                perHour,
                0.7,
                new Visibility(Duration.ofSeconds(20), 0.45, 0.05, Duration.ofHours(70), 0),
                new Changes(0.2, Duration.ofHours(40), 0.02, 0.08, Duration.ofHours(70)));
    }

    /** Calls by day: of up to two hours, one in twenty up to 25 h late, and one in twelve changes until then. */
    static Traffic tidalCalls(int perHour) {
        return new Traffic(
                perHour,
                0.7,
                new Visibility(Duration.ofSeconds(20), 0.45, 0.05, Duration.ofHours(25), 0.6),
                new Changes(0, SHORTEST, 0, 0.08, Duration.ofHours(25)));
    }

    /** The same troubles on a small scale: whatever happens to a record happens before it is this old. */
    Traffic within(Duration most) {
        Visibility scaled = new Visibility(
                visibility.median, visibility.sigma, visibility.tail, most.dividedBy(2), visibility.calls);
        Changes sooner = new Changes(
                changes.receipts, most.multipliedBy(9).dividedBy(10), changes.never, changes.corrections, most);
        return new Traffic(perHour, tide, scaled, sooner);
    }

    List<Life> lives(Random random, Instant from, Instant to) {
        List<Life> lives = new ArrayList<>();
        for (Instant hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
            int burst = random.nextInt(3600);
            int records = records(random, hour);
            for (int i = 0; i < records; i++) {
                int second = i == 0 ? 0 : i == 1 ? 3599 : i % 10 == 0 ? burst : random.nextInt(3600);
                lives.add(life(random, "cdr-" + lives.size(), hour.plusSeconds(second)));
            }
        }
        return lives;
    }

    private int records(Random random, Instant hour) {
        if (tide == 0) {
            return perHour;
        }
        double fromPeak = 2 * Math.PI * (hour.atOffset(UTC).getHour() - PEAK) / 24;
        double mean = perHour * (1 + tide * Math.cos(fromPeak));
        return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    private Life life(Random random, String id, Instant time) {
        Instant shown = time.plus(delay(random));
        String currency = random.nextInt(10) == 0 ? "USD" : "EUR";
        BigDecimal price = BigDecimal.valueOf(100 + random.nextInt(900), 4);
        List<Version> versions = random.nextDouble() < changes.receipts
                ? waiting(random, time, shown, price)
                : new ArrayList<>(List.of(new Version(shown, "delivered", price.toPlainString(), random.nextLong())));
        Version newest = versions.get(versions.size() - 1);
        Duration left = Duration.between(newest.from(), time.plus(changes.last));
        if (newest.status().equals("delivered")
                && left.compareTo(SHORTEST) > 0
                && random.nextDouble() < changes.corrections) {
            String corrected = price.multiply(new BigDecimal("1.1"))
                    .setScale(6, RoundingMode.HALF_UP)
                    .toPlainString();
            versions.add(new Version(newest.from().plus(any(random, left)), newest.status(), corrected, newest.rest()));
        }
        return new Life(id, time, currency, versions);
    }

    /** Its state is open at first, unless it appears after its receipt. */
    private List<Version> waiting(Random random, Instant time, Instant shown, BigDecimal price) {
        List<Version> versions = new ArrayList<>();
        Instant receipt = random.nextDouble() < changes.never ? Instant.MAX : time.plus(any(random, changes.longest));
        Instant buffered = random.nextInt(3) == 0 ? time.plus(any(random, changes.longest)) : Instant.MAX;
        long rest = random.nextLong();
        if (shown.isBefore(receipt)) {
            String estimate =
                    random.nextBoolean() ? price.multiply(BigDecimal.TEN).toPlainString() : null;
            if (shown.isBefore(buffered)) {
                versions.add(new Version(shown, "submitted", estimate, rest));
            }
            if (buffered.isBefore(receipt)) {
                versions.add(new Version(later(shown, buffered), "buffered", estimate, rest));
            }
        }
        if (receipt.isBefore(Instant.MAX)) {
            boolean isExpired = random.nextInt(5) == 0;
            String charge = isExpired ? "0" : price.toPlainString();
            long changed = random.nextBoolean() ? rest : rest + 1;
            versions.add(new Version(later(shown, receipt), isExpired ? "expired" : "delivered", charge, changed));
        }
        return versions;
    }

    private Duration delay(Random random) {
        if (random.nextDouble() < visibility.tail) {
            return any(random, visibility.most);
        }
        double seconds = visibility.median.toMillis() / 1e3 * Math.exp(visibility.sigma * random.nextGaussian());
        Duration usual = shorter(Duration.ofMillis((long) (seconds * 1e3)), visibility.most);
        boolean isCall = random.nextDouble() < visibility.calls;
        return isCall ? usual.plus(any(random, shorter(LONGEST_CALL, visibility.most))) : usual;
    }

    /** Between five seconds and a limit. */
    private static Duration any(Random random, Duration most) {
        double scale = Math.max(1, (double) most.toMillis() / SHORTEST.toMillis());
        return Duration.ofMillis((long) (SHORTEST.toMillis() * Math.pow(scale, random.nextDouble())));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
