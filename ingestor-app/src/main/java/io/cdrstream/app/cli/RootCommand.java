package io.cdrstream.app.cli;

import io.cdrstream.app.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cdrstream} itself: help and version. */
@Command(
        name = "cdrstream",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.VersionLine.class,
        subcommands = HelpCommand.class,
        description = "Call detail records from the Vonage Reports API to Kafka: complete, exactly once, never paid for"
                + " twice.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nBegin with:%n",
        footer = {
            "  cdrstream config --example > cdrstream.yaml",
            "  cdrstream check",
            "  cdrstream run",
            "",
            "Exit codes:",
            "  0    done, or stopped as told with everything in flight committed",
            "  1    unexpected, or some of what was asked for is missing or not sealed yet",
            "  2    the configuration or the command line is wrong",
            "  3    Kafka cannot be used: unreachable, not authorised, wrong topic settings",
            "  4    the API refuses a credential, an account or a product",
            "  5    the schema registry refuses a schema or the credential; or check cannot reach it",
            "  143  told to stop, but it took longer than 10 s; the next start recovers"
        })
final class RootCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"cdrstream " + Version.text()};
        }
    }
}
