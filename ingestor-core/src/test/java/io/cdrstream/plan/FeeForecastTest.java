package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cdrstream.model.Direction;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.plan.Lane.Stride;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeeForecastTest {

    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Offset<Double> ROUNDING = within(1e-6);

    @Test
    void theDefaultOnTheReferenceTrafficCostsAFifthMoreThanEveryRecordOnce() {
        ReferenceTraffic reference = new ReferenceTraffic(10);
        assertThat(reference.factor(Preset.DEFAULT)).isBetween(1.1, 1.2);
        assertThat(reference.factor(Preset.FRUGAL)).isBetween(1.0, 1.05);
        assertThat(reference.factor(Preset.UNLIMITED)).isBetween(4.0, 6.5);
        for (Preset preset : Preset.values()) {
            assertThat(reference.complete(preset)).isCloseTo(1, ROUNDING);
        }
    }

    @Test
    void aSmallAccountPaysMoreForItsAuditsSinceTheirSamplesHaveToBeLargeEnough() {
        double factor = new ReferenceTraffic(30_000 / 86_400.0).factor(Preset.DEFAULT);
        assertThat(factor).isBetween(1.2, 1.3);
    }

    @Test
    void onePassBillsWhatShowsAndEverySliceIsARequest() {
        Forecast day = forecast(PassPlan.once(SETTLE), traffic(2, ShareAtAge.always(0.97)))
                .perDay();
        assertThat(day.passes()).hasSize(1);
        assertThat(day.billed()).isCloseTo(2 * 86_400 * 0.97, ROUNDING);
        assertThat(day.requests()).isCloseTo(8640, ROUNDING);
        assertThat(day.complete()).isEqualTo(0.97);
        assertThat(day.fresh()).isEqualTo(Duration.ofSeconds(65));
    }

    @Test
    void aFullRevisitBillsEverythingAgainInWidePages() {
        Forecast day = forecast(plan(List.of(Revisit.of(Duration.ofHours(24)))), traffic(0.5, ShareAtAge.always(1)))
                .perDay();
        assertThat(day.factor()).isCloseTo(2, ROUNDING);
        PassForecast revisit = day.passes().get(1);
        assertThat(revisit.requests()).as("3 h hold 5400 records").isCloseTo(8 * 6, ROUNDING);
        assertThat(revisit.found()).isZero();
    }

    @Test
    void aCleanAuditBillsItsShareAndADirtyOneEverything() {
        List<Revisit> audit = List.of(new Revisit(Duration.ofHours(24), 0.05));
        assertThat(forecast(plan(audit), traffic(1, ShareAtAge.always(1)))
                        .perDay()
                        .factor())
                .isCloseTo(1.05, ROUNDING);
        StreamTraffic half = new StreamTraffic(1, ShareAtAge.always(1), ShareAtAge.always(0), 0.5);
        assertThat(forecast(plan(audit), half).perDay().factor()).isCloseTo(1.525, ROUNDING);
    }

    @Test
    void lateRecordsMakeBlocksDirtyWithoutBeingTold() {
        StreamTraffic late = traffic(1, age -> age.compareTo(Duration.ofHours(1)) < 0 ? 0.97 : 1);
        Forecast day = forecast(plan(List.of(new Revisit(Duration.ofHours(24), 0.05))), late)
                .perDay();
        assertThat(day.factor()).isCloseTo(1.97, within(0.001));
        assertThat(day.complete()).isCloseTo(1, within(0.001));
    }

    @Test
    void aFollowUpBillsWhatWasOpenAtTheLastLook() {
        StreamTraffic traffic = StreamTraffic.supposed(ProductCatalogue.find("SMS"), Direction.OUTBOUND, 1);
        PassPlan plan = new PassPlan(
                SETTLE, List.of(), List.of(Duration.ofMinutes(15), Duration.ofHours(72)), PassPlans.MEMORY);
        assertThat(forecast(plan, traffic).perDay().passes())
                .extracting(p -> Math.round(p.records() / 86_400 * 1000))
                .containsExactly(1000L, 40L, 20L);
        assertThat(forecast(plan, StreamTraffic.supposed(ProductCatalogue.find("SMS"), Direction.INBOUND, 1))
                        .perDay()
                        .factor())
                .isEqualTo(1);
    }

    @Test
    void aLookUpAsksForTwentyOnlyWhereSoManyWaitTogether() {
        PassPlan plan = new PassPlan(SETTLE, List.of(), List.of(Duration.ofHours(8)), PassPlans.MEMORY);
        StreamTraffic open = new StreamTraffic(1, ShareAtAge.always(1), ShareAtAge.always(0.5), 0);
        assertThat(lookUps(plan, open)).as("24 batches of an hour and 1800 ids").isCloseTo(24 * 90, within(0.1));
        StreamTraffic few = new StreamTraffic(1, ShareAtAge.always(1), ShareAtAge.always(5 / 3600.0), 0);
        assertThat(lookUps(plan, few)).as("24 batches of 5 ids").isCloseTo(24, within(0.5));
        StreamTraffic rare = new StreamTraffic(1, ShareAtAge.always(1), ShareAtAge.always(0.01 / 3600), 0);
        assertThat(lookUps(plan, rare)).as("each alone").isCloseTo(0.24, within(0.01));
    }

    private static double lookUps(PassPlan plan, StreamTraffic traffic) {
        return forecast(plan, traffic).perDay().passes().get(1).requests();
    }

    @Test
    void aPassCostsNothingBeforeTheStreamIsAsOldAsItIs() {
        FeeForecast forecast =
                forecast(plan(List.of(Revisit.of(Duration.ofHours(30)))), traffic(1, ShareAtAge.always(1)));
        assertThat(forecast.between(Duration.ZERO, DAY.plusSeconds(1)).billed()).isCloseTo(86_340, ROUNDING);
        assertThat(forecast.between(DAY, DAY.multipliedBy(2)).passes().get(1).records())
                .as("four slices of 13500 s in 18 hours")
                .isCloseTo(4 * 13_500, ROUNDING);
    }

    @Test
    void aPassWaitsForTheOneBeforeIt() {
        PassPlan plan = plan(List.of(new Revisit(Duration.ofHours(1), 0.05), Revisit.of(Duration.ofHours(2))));
        FeeForecast forecast = forecast(plan, traffic(0.05, ShareAtAge.always(1)));
        assertThat(forecast.between(Duration.ZERO, DAY).passes().get(2).records())
                .as("a block of 24 h ends 25 h after the start")
                .isZero();
        assertThat(forecast.between(Duration.ZERO, Duration.ofHours(26).plusSeconds(1))
                        .passes()
                        .get(2)
                        .records())
                .isCloseTo(0.05 * 86_400, ROUNDING);
    }

    @Test
    void whatABlockWasBehindIsStillToBePaidFor() {
        FeeForecast forecast =
                forecast(plan(List.of(Revisit.of(Duration.ofHours(8)))), traffic(0.1, ShareAtAge.always(1)));
        Position behind = new Position(DAY, List.of(Duration.ofHours(24), Duration.ofHours(4)), null);
        assertThat(forecast.between(behind, Duration.ofHours(30))
                        .passes()
                        .get(1)
                        .records())
                .as("slices of an hour from the 4th to the 21st, since the 22nd is due in that moment")
                .isCloseTo(0.1 * 3600 * 17, ROUNDING);
    }

    @Test
    void whoKnowsTheTideKnowsWhenABlockIsFull() {
        List<Double> hours = new ArrayList<>(Collections.nCopies(12, 50.0));
        hours.addAll(Collections.nCopies(12, 950.0));
        StreamTraffic tidal =
                new StreamTraffic(500 / 3600.0, ShareAtAge.always(1), ShareAtAge.always(0), 1, Tide.of(hours));
        FeeForecast forecast = forecast(plan(List.of(new Revisit(Duration.ofHours(1), 0.03))), tidal);
        assertThat(forecast.between(Duration.ZERO, Duration.ofHours(21))
                        .passes()
                        .get(1)
                        .records())
                .as("10 000 records take until 21:53, not 20 h")
                .isZero();
        assertThat(forecast.between(Duration.ZERO, Duration.ofHours(23))
                        .passes()
                        .get(1)
                        .records())
                .isCloseTo(10_000, within(1.0));
        assertThat(forecast.between(Duration.ofHours(2), Duration.ofHours(4))
                        .passes()
                        .get(0)
                        .records())
                .isCloseTo(100, within(1.0));
    }

    @Test
    void afterTheEndOfAStreamOnlyItsLaterPassesCost() {
        FeeForecast forecast =
                forecast(plan(List.of(Revisit.of(Duration.ofHours(8)))), traffic(0.1, ShareAtAge.always(1)));
        Position ended = new Position(DAY, List.of(hours(20.5), hours(16)), hours(20.5));
        Forecast next = forecast.between(ended, DAY.multipliedBy(3));
        assertThat(next.passes().get(0).records()).isZero();
        assertThat(next.passes().get(1).records())
                .as("slices of an hour from the 16th on, and half of one at the end")
                .isCloseTo(0.1 * 3600 * 4.5, ROUNDING);
        assertThat(forecast.between(ended, hours(28.5)).passes().get(1).records())
                .as("the last half hour is due in that very moment")
                .isCloseTo(0.1 * 3600 * 4, ROUNDING);
        Position over = new Position(DAY.multipliedBy(3), List.of(hours(30), hours(30)), hours(20.5));
        assertThat(forecast.between(over, DAY.multipliedBy(5)).billed()).isZero();
        Position unknown = new Position(hours(29), List.of(), hours(20.5));
        assertThat(forecast.between(unknown, DAY.multipliedBy(5)).billed())
                .as("the last half hour was read half an hour ago")
                .isZero();
    }

    @Test
    void thePassesOfAStreamThatEndsSoonReadUpToItsEndEachBehindTheOther() {
        PassPlan plan = plan(List.of(new Revisit(Duration.ofHours(1), 0.05), Revisit.of(Duration.ofHours(2))));
        FeeForecast forecast = forecast(plan, traffic(0.05, ShareAtAge.always(1)));
        Position ending = new Position(Duration.ofHours(5), List.of(), hours(5.5));
        Forecast next = forecast.between(ending, DAY);
        assertThat(next.distinct()).as("what was settled is read").isCloseTo(0.05 * (1800 + 70), within(0.5));
        assertThat(next.passes())
                .as(
                        "the audit, a sample of 300 in 24 h, does not wait for these, nor the revisit for more than the audit")
                .extracting(pass -> Math.round(pass.records() / 0.05))
                .containsExactly(1870L, 1375L, 19_800L);
        assertThat(forecast.between(ending, hours(6.25)).passes().get(2).records())
                .as("the audit has not reached the end")
                .isZero();
    }

    @Test
    void followUpsAskForRecordsBeforeTheEnd() {
        StreamTraffic open = new StreamTraffic(1, ShareAtAge.always(1), ShareAtAge.always(0.1), 0);
        PassPlan plan = new PassPlan(SETTLE, List.of(), List.of(hours(2), hours(10)), PassPlans.MEMORY);
        Position ended = new Position(hours(6), List.of(hours(5)), hours(5));
        assertThat(forecast(plan, open).between(ended, DAY).passes())
                .extracting(pass -> Math.round(pass.records()))
                .as("of the fifth hour, and of all five")
                .containsExactly(0L, 360L, 5 * 360L);
        assertThat(forecast(plan, open).between(new Position(DAY, List.of(hours(5)), hours(5)), DAY.multipliedBy(9)))
                .satisfies(over -> assertThat(over.billed()).isZero());
    }

    @Test
    void slicesOfOneLengthNeedNotBeCountedOneByOne() {
        Stride counted = Stride.uneven(from -> from + 7);
        for (double limit : new double[] {0, 5, 13, 14, 15, Double.MAX_VALUE}) {
            for (double due : new double[] {-3, 5, 12, 13.999, 14, 14.001, 15, 100_000, 100_002.5}) {
                assertThat(Stride.even(7).last(5, due, limit))
                        .as("due at %s, behind %s", due, limit)
                        .isEqualTo(counted.last(5, due, limit));
            }
        }
        FeeForecast seconds =
                new FeeForecast(PassPlan.once(SETTLE), traffic(1, ShareAtAge.always(1)), Duration.ofSeconds(1));
        assertThat(seconds.between(Position.after(DAY), DAY.multipliedBy(367)).distinct())
                .isCloseTo(366 * 86_400, ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void whatItSaysOfTheSecondAndThirdDayIsWhatIsBilledThen(Preset preset) {
        for (String product : List.of("SMS", "VOICE-CALL", "VERIFY-V2")) {
            StreamTraffic traffic = StreamTraffic.supposed(ProductCatalogue.find(product), Direction.OUTBOUND, 0.5);
            PassPlan plan = PassPlans.of(preset, product, null);
            double billed = new RecordByRecord(plan, traffic, INTERVAL, 7).billed(DAY, DAY.multipliedBy(3));
            assertThat(forecast(plan, traffic).between(DAY, DAY.multipliedBy(3)).billed())
                    .as(product)
                    .isCloseTo(billed, within(0.02 * billed));
        }
    }

    private static Duration hours(double hours) {
        return Duration.ofMinutes((long) (60 * hours));
    }

    private static PassPlan plan(List<Revisit> revisits) {
        return new PassPlan(SETTLE, revisits, List.of(), PassPlans.MEMORY);
    }

    private static StreamTraffic traffic(double perSecond, ShareAtAge visible) {
        return new StreamTraffic(perSecond, visible, ShareAtAge.always(0), 0);
    }

    private static FeeForecast forecast(PassPlan plan, StreamTraffic traffic) {
        return new FeeForecast(plan, traffic, INTERVAL);
    }
}
