package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DirtyBlocksTest {

    private static final Offset<Double> ROUNDING = within(1e-9);

    @Test
    void auditsThatReadNoMoreThanTheirSamplesWereClean() {
        assertThat(dirty(audited(0, 300))).isZero();
        assertThat(dirty(audited(500, 500))).isEqualTo(1);
        assertThat(dirty(audited(0, 5150))).as("half of the rest as well").isCloseTo(0.5, ROUNDING);
    }

    @Test
    void beforeTheFirstAuditARevisitTellsByWhatItHasFoundChanged() {
        double perFold = 0.001 / Math.log(150);
        double chance = 1 - Math.pow(1 - perFold * Math.log(26 * 60 / 150.0), 720);
        assertThat(dirty(calls(0, 1))).as("720 of the 24 000 records of a day").isCloseTo(chance, ROUNDING);
    }

    @Test
    void orLateOrNothing() {
        assertThat(dirty(calls(100, 0))).isGreaterThan(0.99);
        assertThat(dirty(calls(0, 0))).isZero();
    }

    @Test
    void untilThenAnotherStreamOfTheProductStandsForIt() {
        ReadStream fresh = sms("b").first(0, 24, 100);
        assertThat(dirty(fresh, audited(500, 500), calls(0, 0))).isEqualTo(1);
        assertThat(dirty(fresh, audited(0, 300), calls(0, 10))).isZero();
    }

    @Test
    void orChangesOfOtherProductsButNotWhatIsLateOfThem() {
        ReadStream fresh = sms("b").first(0, 24, 100);
        assertThat(dirty(fresh, calls(0, 20))).isGreaterThan(0.99);
        assertThat(dirty(fresh, calls(500, 0))).isZero();
        assertThat(dirty(fresh)).isZero();
    }

    @Test
    void aStreamThatAuditsReadEntirelyIsNoWitness() {
        ReadStream tiny = sms("a").first(0, 30, 10).later(1, 0, 24, 10, 0, 0);
        assertThat(dirty(sms("b").first(0, 24, 100), tiny, calls(0, 20))).isGreaterThan(0.99);
    }

    @Test
    void statesThatAreExpectedToChangeSayNothing() {
        ReadStream chat = new ReadStream("a", "MESSAGES", PassPlans.of(Preset.UNLIMITED, "MESSAGES", null))
                .first(0, 24, 1000)
                .later(1, 0, 23, 1000, 0, 400);
        assertThat(dirty(sms("b").first(0, 24, 100), chat)).isZero();
    }

    /** The first block, 20 h of 500 records, of which the last hour and each of those before were read so far. */
    private static ReadStream audited(long before, long last) {
        return sms("a").first(0, 24, 500).later(1, 0, 19, before, 0, 0).later(1, 19, 20, last, 0, 0);
    }

    private static ReadStream sms(String account) {
        return new ReadStream(account, "SMS", PassPlans.of(Preset.DEFAULT, "SMS", null));
    }

    /** A day of 1000 calls an hour, read again at 150 min. */
    private static ReadStream calls(long late, long updated) {
        return new ReadStream("a", "VOICE-CALL", PassPlans.of(Preset.DEFAULT, "VOICE-CALL", null))
                .first(0, 24, 1000 - late)
                .later(1, 0, 21, 1000, late, updated);
    }

    private static double dirty(ReadStream stream, ReadStream... others) {
        Findings own = stream.findings();
        List<Findings> all =
                new ArrayList<>(Arrays.stream(others).map(ReadStream::findings).toList());
        all.add(own);
        return new DirtyBlocks(all).of(own);
    }
}
