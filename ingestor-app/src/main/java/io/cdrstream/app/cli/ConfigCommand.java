package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.app.config.Documents;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what can be configured, and what a configuration amounts to. Asks nobody outside. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows what can be configured, or what a configuration amounts to.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  cdrstream config --example > cdrstream.yaml",
            "  cdrstream config --validate -c cdrstream.yaml",
            "  cdrstream config --effective"
        })
final class ConfigCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @ArgGroup
    private @Nullable What what;

    ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static final class What {
        @Option(names = "--validate", description = "Says whether the file is right. The default.")
        private boolean isValidate;

        @Option(names = "--effective", description = "Every setting and every stream, without secrets.")
        private boolean isEffective;

        @Option(names = "--example", description = "A commented file to begin with.")
        private boolean isExample;

        @Option(names = "--reference", description = "All keys, as Markdown.")
        private boolean isReference;

        @Option(names = "--schema", description = "All keys, as a JSON Schema.")
        private boolean isSchema;
    }

    @Override
    public Integer call() throws ConfigurationWrong {
        PrintWriter out = spec.commandLine().getOut();
        What chosen = what == null ? new What() : what;
        if (chosen.isExample) {
            out.print(Documents.example());
        } else if (chosen.isReference) {
            out.print(Documents.reference());
        } else if (chosen.isSchema) {
            out.print(Documents.schema());
        } else {
            Configuration configuration =
                    file.read(surroundings, spec.commandLine().getErr());
            out.print(chosen.isEffective ? configuration.effective() : summary(configuration));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static String summary(Configuration configuration) {
        return "The configuration is right. Streams: "
                + configuration.ingestor().streams().size() + ", credentials: "
                + configuration.ingestor().credentials().size() + ".\n";
    }
}
