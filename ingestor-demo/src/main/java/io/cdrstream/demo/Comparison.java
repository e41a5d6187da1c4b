package io.cdrstream.demo;

import io.cdrstream.simulator.Truth;
import io.cdrstream.simulator.cdr.TrueCdr;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Holds what is in Kafka against every CDR that truly is, also those that do not show yet.
 *
 * <pre>
 *                          in Kafka         not in Kafka
 *   showed when read       published        lost
 *   showed only later      published        late: needs revisits
 *   no such CDR            invented
 * </pre>
 *
 * <p>A CDR whose second was never read counts as lost: every watermark claims to have passed it.
 */
final class Comparison {

    private static final Instant FOR_EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Truth truth;
    private final FirstPasses passes;
    private final Tally published;
    private long expected;
    private long lost;
    private long late;
    private long altered;
    private long known;

    private Comparison(Truth truth, FirstPasses passes, Tally published) {
        this.truth = truth;
        this.passes = passes;
        this.published = published;
    }

    static Findings of(Truth truth, FirstPasses passes, Tally published) {
        Comparison comparison = new Comparison(truth, passes, published);
        truth.forEach(FOR_EVER, comparison::compare);
        return comparison.findings();
    }

    private void compare(TrueCdr cdr) {
        Tally.Copies copies = published.of(
                Tally.identity(Tally.source(cdr.stream().account(), cdr.stream().product()), cdr.id()));
        Optional<Instant> read = passes.of(cdr);
        boolean isDue = read.isEmpty() || cdr.shownBy(read.get()) > 0;
        expected += isDue ? 1 : 0;
        if (copies != null) {
            known++;
            altered += copies.hash() == hash(cdr) ? 0 : 1;
        } else if (isDue) {
            lost++;
        } else {
            late++;
        }
    }

    /** Of the bytes that the API shows; the demo's CDRs never change after they first show. */
    private int hash(TrueCdr cdr) {
        return Arrays.hashCode(truth.json(cdr, cdr.visibleFrom(), false).getBytes(StandardCharsets.UTF_8));
    }

    private Findings findings() {
        long distinct = published.distinct();
        return new Findings(
                expected, published.events(), published.events() - distinct, lost, distinct - known, altered, late);
    }

    /**
     * What the comparison has found, in CDRs.
     *
     * @param expected that showed when their slice was read
     * @param published events in Kafka
     * @param duplicates events beyond one for each CDR
     * @param lost that showed when their slice was read and are not in Kafka
     * @param invented in Kafka without being a CDR
     * @param altered in Kafka with other bytes than the API's
     * @param late that showed only after their slice was read, and are not in Kafka
     */
    record Findings(long expected, long published, long duplicates, long lost, long invented, long altered, long late) {

        long distinct() {
            return published - duplicates;
        }
    }
}
