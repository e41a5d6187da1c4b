package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OpenSharesTest {

    private static final Offset<Double> ROUNDING = within(1e-9);

    /** A day of messages, fewer in the last hours; 3 in 10 are asked about before they are 6 h old, 1 in 20 wait. */
    private final ReadStream messages = new ReadStream("a", "SMS", PassPlans.of(Preset.DEFAULT, "SMS", null))
            .first(0, 18, 100)
            .first(18, 24, 40)
            .asked(0, 17, 30)
            .asked(17, 18, 25)
            .asked(18, 22, 8)
            .asked(22, 24, 3)
            .waits(3, 0, 17, 85)
            .waits(2, 18, 22, 1000);

    @Test
    void hoursThatWereAskedAboutSayWhatAllAgesSoFarCostWhateverTheTideIs() {
        ShareAtAge open = open(messages);
        assertThat(open.at(Duration.ofHours(1)))
                .as("by what six hours cost, less one hour")
                .isCloseTo(0.1, ROUNDING);
        assertThat(open.at(Duration.ofMinutes(1))).isCloseTo(0.1, ROUNDING);
        assertThat(open.at(Duration.ofMinutes(15)))
                .as("no hour tells the two apart")
                .isCloseTo(0.1, ROUNDING);
    }

    @Test
    void whatWaitsInTheSameHoursIsWhatTheNextAgeWillCost() {
        assertThat(open(messages).at(Duration.ofHours(6))).isCloseTo(0.05, ROUNDING);
    }

    @Test
    void whatIsOpenLaterFallsOnOverTheLogarithmOfTheAge() {
        ShareAtAge open = open(messages);
        double expected = 0.05 - 0.05 * Math.log(4) / Math.log(6);
        assertThat(open.at(Duration.ofHours(24))).isCloseTo(expected, ROUNDING);
        assertThat(open.at(Duration.ofHours(48))).isZero();
    }

    @Test
    void beforeAnythingIsOldEnoughOnlyWhatWaitsIsKnown() {
        ReadStream frugal = new ReadStream("a", "SMS", PassPlans.of(Preset.FRUGAL, "SMS", null))
                .first(0, 24, 50)
                .waits(0, 0, 23, 23);
        assertThat(open(frugal).at(Duration.ofMinutes(1))).isCloseTo(0.02, ROUNDING);
    }

    @Test
    void inTheFirstHoursEveryAgeCostsWhatWaitsForIt() {
        ReadStream young = new ReadStream("a", "SMS", PassPlans.of(Preset.DEFAULT, "SMS", null))
                .first(0, 2, 100)
                .waits(2, 0, 1, 7)
                .waits(1, 1, 2, 12)
                .waits(0, 1, 2, 20);
        ShareAtAge open = new OpenShares(young.findings(), ReadStream.hour(2)).measured();
        assertThat(open.at(Duration.ofMinutes(1))).isCloseTo(0.2, ROUNDING);
        assertThat(open.at(Duration.ofMinutes(15))).isCloseTo(0.12, ROUNDING);
        assertThat(open.at(Duration.ofHours(1))).isCloseTo(0.07, ROUNDING);
        double expected = 0.07 - 0.05 * Math.log(6) / Math.log(4);
        assertThat(open.at(Duration.ofHours(6))).isCloseTo(Math.max(0, expected), ROUNDING);
    }

    @Test
    void ofAnAgeThatNothingHasComeToWhatWaitsSaysNothing() {
        ReadStream youngest = new ReadStream("a", "SMS", PassPlans.of(Preset.DEFAULT, "SMS", null))
                .first(0, 1, 100)
                .waits(0, 0, 1, 20)
                .waits(1, 0, 1, 18);
        ShareAtAge open = new OpenShares(youngest.findings(), ReadStream.hour(1)).measured();
        double expected = 0.18 - 0.02 * Math.log(4) / Math.log(15);
        assertThat(open.at(Duration.ofHours(1))).isCloseTo(expected, ROUNDING);
    }

    @Test
    void whoAsksForNothingHasNothingOpen() {
        ReadStream calls =
                new ReadStream("a", "VOICE-CALL", PassPlans.of(Preset.DEFAULT, "VOICE-CALL", null)).first(0, 24, 50);
        assertThat(open(calls).at(Duration.ofHours(1))).isZero();
    }

    private static ShareAtAge open(ReadStream stream) {
        return new OpenShares(stream.findings(), ReadStream.hour(24)).measured();
    }
}
