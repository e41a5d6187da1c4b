package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.plan.Position;
import io.cdrstream.plan.Preset;
import io.cdrstream.plan.Rates;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what the plans of passes cost before anything is spent. Asks Kafka at most, which writes nothing. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Says what reading will cost a day, pass by pass, what it will find, and how the presets of passes"
                        + " compare. Without --rate, by what the passes of the last day have found, as Kafka knows it."
                        + " Spends nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  cdrstream plan --rate SMS=2/s --rate VOICE-CALL=5000/day",
            "  cdrstream plan --rate SMS/outbound=50000/day --passes unlimited --json",
            "  cdrstream plan --days 2"
        })
final class PlanCommand implements Callable<Integer> {

    private static final int MOST_DAYS = 366;

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(
            names = "--rate",
            paramLabel = "PRODUCT=N/s",
            description =
                    "Records of a product, all its streams together: N/s, N/min, N/h or N/day; of one direction as"
                            + " SMS/outbound=N/s. Streams without one are left out. Without any, rates are measured.")
    private List<String> rates = List.of();

    @Option(
            names = "--passes",
            paramLabel = "PRESET",
            description = "As if every stream asked for it: frugal, default or unlimited.")
    private @Nullable String passes;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Also say what will be paid for in the next N days, by how long each stream has been read.")
    private @Nullable Integer days;

    @Mixin
    private final ReportForm form = new ReportForm();

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        PrintWriter err = spec.commandLine().getErr();
        int ahead = days == null ? 0 : (int) GivenNumber.within("--days", 1, MOST_DAYS, days);
        Configuration written = file.read(surroundings, err);
        Map<Preset, Configuration> presets = new EnumMap<>(Preset.class);
        for (Preset preset : Preset.values()) {
            presets.put(preset, file.readAs(preset, surroundings));
        }
        @Nullable Configuration asked = passes == null ? written : presets.get(preset(passes));
        PlanReport report = forecasts(written, presets).of(asked == null ? written : asked, ahead);
        if (report.isEmpty()) {
            throw new Refused(
                    ExitCode.CONFIGURATION,
                    instead("nothing is measured yet: a stream has to be read for an hour", written));
        }
        report.ended().forEach(stream -> err.println("! " + stream + " has ended and is left out of what a day costs"));
        report.without().forEach(stream -> err.println("! " + stream + " has no rate and is left out"));
        form.print(report, out -> new PlanTable(out).print(report, !rates.isEmpty()));
        return ExitCode.OK;
    }

    private static Preset preset(String text) throws Refused {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new Refused(ExitCode.CONFIGURATION, "passes are frugal, default or unlimited, not " + text));
    }

    private PlanForecasts forecasts(Configuration configuration, Map<Preset, Configuration> presets) throws Refused {
        if (rates.isEmpty()) {
            MeasuredRates measured = measured(configuration);
            return new PlanForecasts(measured, measured::position, presets, measured.now());
        }
        Rates given = new GivenRates(rates, configuration.ingestor().streams());
        Instant now = surroundings.clock().instant();
        return new PlanForecasts(given, stream -> Position.start(stream, now), presets, now);
    }

    private MeasuredRates measured(Configuration configuration) throws Refused {
        try {
            return MeasuredRates.read(configuration, surroundings.clock().instant());
        } catch (Refused e) {
            throw new Refused(e.exitCode(), instead(e.getMessage(), configuration));
        }
    }

    private static String instead(@Nullable String sentence, Configuration configuration) {
        String end = String.valueOf(sentence).endsWith("?") ? "" : ".";
        return sentence + end + " Or say how many records there are, such as --rate "
                + configuration.ingestor().streams().get(0).id().product() + "=2/s";
    }
}
