package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress;
import io.cdrstream.plan.FeeForecast;
import io.cdrstream.plan.Forecast;
import io.cdrstream.plan.MeasuredTraffic;
import io.cdrstream.plan.PassPlans;
import io.cdrstream.plan.Preset;
import io.cdrstream.plan.StreamTraffic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a day of reading teaches is enough to say what the next two will cost. */
class PlanForecastTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    @ParameterizedTest
    @CsvSource({
        "FRUGAL, SMS, 91", "DEFAULT, SMS, 92", "UNLIMITED, SMS, 93",
        "FRUGAL, VOICE-CALL, 94", "DEFAULT, VOICE-CALL, 95", "UNLIMITED, VOICE-CALL, 96",
        "FRUGAL, MESSAGES, 97", "DEFAULT, MESSAGES, 98", "UNLIMITED, MESSAGES, 99"
    })
    void aDayForetellsWhatTheNextTwoBill(Preset preset, String product, long seed) {
        PassPlan plan = PassPlans.of(preset, product, null);
        Traffic traffic = product.equals("VOICE-CALL") ? Traffic.calls(600) : Traffic.messages(600);
        PassWorld world = PassWorld.of(seed, product, plan, List.of(traffic), THREE_DAYS, 0, 0);
        world.live(DAY);
        CdrStream stream = world.world.streams.get(0);
        Forecast forecast =
                new FeeForecast(plan, measured(world, stream), world.world.interval).between(DAY, THREE_DAYS);
        Map<String, Long> before = Map.copyOf(shown(world, stream));
        int paid = world.world.api.shown.billed();
        world.live(DAY.multipliedBy(2));

        int billed = world.world.api.shown.billed() - paid;
        assertThat(forecast.billed() / billed)
                .as("foretold %s, billed %s", foretold(forecast), since(before, shown(world, stream)))
                .isBetween(0.95, 1.05);
    }

    private static StreamTraffic measured(PassWorld world, CdrStream stream) {
        Progress progress = world.world.log.progress(stream, world.now());
        return Objects.requireNonNull(MeasuredTraffic.of(stream, progress, world.world.log.entries, world.now()));
    }

    private static Map<String, Long> shown(PassWorld world, CdrStream stream) {
        return world.world.api.shown.billedBy(stream.id());
    }

    private static Map<String, Long> foretold(Forecast forecast) {
        Map<String, Long> foretold = new TreeMap<>();
        forecast.passes().forEach(pass -> foretold.merge(pass.pass(), Math.round(pass.records()), Long::sum));
        return foretold;
    }

    private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> billed = new TreeMap<>(after);
        before.forEach((pass, records) -> billed.merge(pass, -records, Long::sum));
        return billed;
    }
}
