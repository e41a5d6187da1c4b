package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.app.log.Logging;
import io.cdrstream.plan.Preset;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config}, the same for all commands. */
final class ConfigFile {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:CDRSTREAM_CONFIG:-cdrstream.yaml}",
            description = "The configuration; $CDRSTREAM_CONFIG or cdrstream.yaml by default.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    /** Logs look as it says from now on; what runs for long asks for more. */
    Configuration read(Surroundings surroundings, PrintWriter err) throws ConfigurationWrong {
        Configuration configuration =
                new ConfigurationReader(surroundings.environment(), surroundings.clock()).read(file);
        Logging.configureCommand(
                configuration.log().format(), configuration.log().level());
        configuration.warnings().forEach(w -> err.println("! " + w));
        return configuration;
    }

    /** What it would amount to if every stream asked for this preset of passes. */
    Configuration readAs(Preset passes, Surroundings surroundings) throws ConfigurationWrong {
        return new ConfigurationReader(surroundings.environment(), surroundings.clock(), passes).read(file);
    }
}
