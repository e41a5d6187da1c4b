package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.laws.PassWorld.Read;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.FeeForecast;
import io.cdrstream.plan.Forecast;
import io.cdrstream.plan.MeasuredTraffic;
import io.cdrstream.plan.PassPlans;
import io.cdrstream.plan.Position;
import io.cdrstream.plan.Preset;
import io.cdrstream.plan.StreamTraffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a day of reading teaches is enough to say what the next two will cost. */
class PlanForecastTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    @ParameterizedTest
    @CsvSource({"DEFAULT, SMS, 92", "UNLIMITED, VOICE-CALL, 96", "DEFAULT, MESSAGES, 98"})
    void aDayForetellsWhatTheNextTwoBill(Preset preset, String product, long seed) {
        Traffic traffic = product.equals("VOICE-CALL") ? Traffic.calls(600) : Traffic.messages(600);
        foretells(seed, Stream.of(read(preset, product, traffic)));
    }

    @ParameterizedTest
    @CsvSource({"FRUGAL, 101", "DEFAULT, 105", "UNLIMITED, 106"})
    void soDoesADayOfSmallStreamsWhoseAuditsHaveNotBegun(Preset preset, long seed) {
        foretells(
                seed,
                Stream.of(
                        read(preset, "SMS", Traffic.tidalMessages(450)),
                        read(preset, "SMS", Traffic.tidalMessages(120)),
                        read(preset, "MESSAGES", Traffic.tidalMessages(120)),
                        read(preset, "MESSAGES", Traffic.tidalMessages(45)),
                        read(preset, "VOICE-CALL", Traffic.tidalCalls(120)),
                        read(preset, "VOICE-CALL", Traffic.tidalCalls(36))));
    }

    @Test
    void whereNothingWasLateOrChangedAuditsAreForetoldToFindNothing() {
        foretells(
                110,
                Stream.of(
                        read(Preset.DEFAULT, "SMS", Traffic.timely(120)),
                        read(Preset.DEFAULT, "VOICE-CALL", Traffic.timely(120))));
    }

    private static Read read(Preset preset, String product, Traffic traffic) {
        return new Read(product, PassPlans.of(preset, product, null), traffic);
    }

    private static void foretells(long seed, Stream<Read> reads) {
        PassWorld world = PassWorld.of(seed, reads.toList(), THREE_DAYS, 0, 0);
        world.world.interval = Duration.ofMinutes(5);
        world.live(DAY);
        Map<StreamId, Forecast> forecasts = forecasts(world);
        Map<StreamId, Map<String, Long>> before = billed(world);
        int paid = world.world.api.shown.billed();
        world.live(DAY.multipliedBy(2));

        int billed = world.world.api.shown.billed() - paid;
        double foretold =
                forecasts.values().stream().mapToDouble(Forecast::billed).sum();
        assertThat(foretold / billed)
                .as(() -> inWords(forecasts, before, billed(world)))
                .isBetween(0.95, 1.05);
    }

    private static Map<StreamId, Forecast> forecasts(PassWorld world) {
        Map<CdrStream, Progress> streams = new HashMap<>();
        world.world.streams.forEach(stream -> streams.put(stream, world.world.log.progress(stream, world.now())));
        Map<StreamId, StreamTraffic> traffic = MeasuredTraffic.of(streams, world.world.log.entries, world.now());
        Map<StreamId, Forecast> forecasts = new HashMap<>();
        streams.forEach((stream, progress) -> forecasts.put(
                stream.id(),
                new FeeForecast(stream.plan(), Objects.requireNonNull(traffic.get(stream.id())), world.world.interval)
                        .between(Position.of(stream, progress, world.now()), THREE_DAYS)));
        return forecasts;
    }

    private static Map<StreamId, Map<String, Long>> billed(PassWorld world) {
        Map<StreamId, Map<String, Long>> billed = new HashMap<>();
        world.world.streams.forEach(
                stream -> billed.put(stream.id(), new TreeMap<>(world.world.api.shown.billedBy(stream.id()))));
        return billed;
    }

    private static String inWords(
            Map<StreamId, Forecast> forecasts,
            Map<StreamId, Map<String, Long>> before,
            Map<StreamId, Map<String, Long>> after) {
        StringBuilder words = new StringBuilder();
        forecasts.forEach((stream, forecast) -> {
            Map<String, Long> foretold = new TreeMap<>();
            forecast.passes().forEach(pass -> foretold.merge(pass.pass(), Math.round(pass.records()), Long::sum));
            Map<String, Long> billed = Objects.requireNonNull(after.get(stream));
            Objects.requireNonNull(before.get(stream))
                    .forEach((pass, records) -> billed.merge(pass, -records, Long::sum));
            words.append("%n%s foretold %s, billed %s".formatted(stream, foretold, billed));
        });
        return words.toString();
    }
}
