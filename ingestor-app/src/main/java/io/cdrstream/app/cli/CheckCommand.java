package io.cdrstream.app.cli;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.MetricsRegistry;
import io.cdrstream.app.Verdict;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.model.Credential;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries what a configuration needs from outside, and says what is wrong in words. Reads nothing that is charged. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Tries what the configuration needs: every credential and account by a product that is free of"
                + " charge, Kafka, its authorisations and topics, the schema registry. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {"  cdrstream check", "  cdrstream check --products -c cdrstream.yaml"})
final class CheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(
            names = "--products",
            description = "Also look an id up that cannot exist, once for every account and product: shows which"
                    + " products the API refuses. Says first how many requests that is.")
    private boolean isProducts;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong {
        PrintWriter out = spec.commandLine().getOut();
        Configuration configuration = file.read(surroundings, spec.commandLine().getErr());
        Adapters adapters = surroundings.adapters().reportingTo(MetricsRegistry.empty());
        try {
            boolean isApiRight = checkApi(configuration, adapters, out);
            boolean isKafkaRight = checkKafka(configuration, adapters, out);
            boolean isRegistryRight = checkRegistry(configuration, adapters, out);
            if (!isApiRight) {
                return ExitCode.API;
            }
            if (!isKafkaRight) {
                return ExitCode.KAFKA;
            }
            return isRegistryRight ? ExitCode.OK : ExitCode.REGISTRY;
        } finally {
            Await.of(adapters.closed());
        }
    }

    private boolean checkApi(Configuration configuration, Adapters adapters, PrintWriter out) {
        boolean isRight = true;
        for (Credential credential : configuration.ingestor().credentials()) {
            ApiCheck check = new ApiCheck(configuration, credential, adapters);
            isRight &=
                    isRight(Await.of(check.accounts().doOnNext(v -> say(v, out)).collectList())
                            .orElse(List.of()));
            if (isProducts) {
                out.println("  " + check.products() + " look-ups follow for credential " + credential.key() + ", "
                        + credential.requestsPerSecond() + " a second; an id that is not found is not charged");
                isRight &= isRight(
                        Await.of(check.lookUps().doOnNext(v -> say(v, out)).collectList())
                                .orElse(List.of()));
            }
        }
        return isRight;
    }

    private static boolean checkKafka(Configuration configuration, Adapters adapters, PrintWriter out) {
        List<Verdict> verdicts = Await.of(adapters.inspect(
                        configuration.kafka(), configuration.ingestor().streams()))
                .orElse(List.of());
        verdicts.forEach(v -> say(v, out));
        if (verdicts.stream().noneMatch(Verdict::isWrong)) {
            say(Verdict.fine("Kafka", "is reachable, and lets us do what we need"), out);
        }
        return isRight(verdicts);
    }

    private static boolean checkRegistry(Configuration configuration, Adapters adapters, PrintWriter out) {
        Configuration.@Nullable Registry registry = configuration.registry();
        if (registry == null) {
            return true;
        }
        List<Verdict> verdicts = Await.of(
                        adapters.inspect(registry, configuration.ingestor().streams()))
                .orElse(List.of());
        verdicts.forEach(v -> say(v, out));
        return isRight(verdicts);
    }

    private static boolean isRight(List<Verdict> verdicts) {
        return verdicts.stream().noneMatch(Verdict::isWrong);
    }

    private static void say(Verdict verdict, PrintWriter out) {
        out.println(verdict);
        out.flush();
    }
}
