package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.plan.Preset;
import io.cdrstream.plan.Rates;
import java.io.PrintWriter;
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

/** Says what the plans of passes cost before anything is spent. Asks nobody outside. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Says what reading will cost a day, pass by pass, what it will find, and how the presets of passes"
                        + " compare. Asks nobody outside and spends nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  cdrstream plan --rate SMS=2/s --rate VOICE-CALL=5000/day",
            "  cdrstream plan --rate SMS/outbound=50000/day --passes unlimited --json"
        })
final class PlanCommand implements Callable<Integer> {

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
                            + " SMS/outbound=N/s. Streams without one are left out.")
    private List<String> rates = List.of();

    @Option(
            names = "--passes",
            paramLabel = "PRESET",
            description = "As if every stream asked for it: frugal, default or unlimited.")
    private @Nullable String passes;

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean isJson;

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Configuration written = file.read(surroundings, err);
        Map<Preset, Configuration> presets = new EnumMap<>(Preset.class);
        for (Preset preset : Preset.values()) {
            presets.put(preset, file.readAs(preset, surroundings));
        }
        @Nullable Configuration asked = passes == null ? written : presets.get(preset(passes));
        PlanReport report = new PlanForecasts(rates(written), presets).of(asked == null ? written : asked);
        report.without().forEach(stream -> err.println("! " + stream + " has no rate and is left out"));
        if (isJson) {
            out.println(JsonText.of(report));
        } else {
            new PlanTable(out).print(report);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static Preset preset(String text) throws Refused {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new Refused(ExitCode.CONFIGURATION, "passes are frugal, default or unlimited, not " + text));
    }

    private Rates rates(Configuration configuration) throws Refused {
        if (rates.isEmpty()) {
            throw new Refused(
                    ExitCode.CONFIGURATION,
                    "a plan needs to know how many records there are: say --rate PRODUCT=N/s or N/day, such as --rate "
                            + configuration.ingestor().streams().get(0).id().product() + "=2/s");
        }
        return new GivenRates(rates, configuration.ingestor().streams());
    }
}
