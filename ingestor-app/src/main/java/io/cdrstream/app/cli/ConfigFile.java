package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.app.log.Logging;
import io.cdrstream.plan.Preset;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** {@code --config}, the same for all commands. */
final class ConfigFile {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:CDRSTREAM_CONFIG:-cdrstream.yaml}",
            description = "The configuration; $CDRSTREAM_CONFIG or cdrstream.yaml by default.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    /** For a command that runs for long: logs look as it says from now on, and its warnings stand there. */
    Configuration readForLog(Surroundings surroundings) throws ConfigurationWrong {
        Configuration configuration = read(surroundings);
        Logging.configure(configuration.log().format(), configuration.log().level());
        configuration.warnings().forEach(w -> LOG.warn("{}", w));
        return configuration;
    }

    /** For a command that answers: what it logs looks as it says, warnings are for whoever asks. */
    Configuration read(Surroundings surroundings, PrintWriter err) throws ConfigurationWrong {
        Configuration configuration = read(surroundings);
        Logging.configureCommand(
                configuration.log().format(), configuration.log().level());
        configuration.warnings().forEach(w -> err.println("! " + w));
        return configuration;
    }

    private Configuration read(Surroundings surroundings) throws ConfigurationWrong {
        return new ConfigurationReader(surroundings.environment(), surroundings.clock()).read(file);
    }

    /** What it would amount to if every stream asked for this preset of passes. */
    Configuration readAs(Preset passes, Surroundings surroundings) throws ConfigurationWrong {
        return new ConfigurationReader(surroundings.environment(), surroundings.clock(), passes).read(file);
    }
}
