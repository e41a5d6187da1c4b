package io.cdrstream.app.cli;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.MetricsRegistry;
import io.cdrstream.app.Service;
import io.cdrstream.app.Version;
import io.cdrstream.app.admin.AdminServer;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.flow.FlowListener;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads CDRs and publishes them until told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Reads CDRs and publishes them until told to stop (SIGTERM, Ctrl-C), or until every stream has"
                + " reached its end.",
        footerHeading = "%nExamples:%n",
        footer = {"  cdrstream run", "  cdrstream run -c /etc/cdrstream/cdrstream.yaml"})
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");

    private final Surroundings surroundings;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(
            names = "--accept-empty-checkpoints",
            description = "Begin anew although events exist: the checkpoint topic is empty and that is wanted. What is"
                    + " read again is paid for and published again.")
    private boolean isEmptyAccepted;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, AdminServer.Unavailable, InterruptedException {
        Configuration configuration = file.readForLog(surroundings);
        if (isEmptyAccepted) {
            configuration = configuration.acceptingEmptyCheckpoints();
        }
        PrometheusMeterRegistry metrics = MetricsRegistry.ofProcess();
        Adapters adapters = surroundings.adapters().reportingTo(metrics);
        try (Service service = new Service(configuration, metrics, adapters, new FlowListener() {})) {
            LOG.info(
                    "cdrstream {}: streams {}, credentials {}; each goes on where its checkpoint is",
                    Version.text(),
                    configuration.ingestor().streams().size(),
                    configuration.ingestor().credentials().size());
            if (service.adminPort() > 0) {
                LOG.info(
                        "metrics, health and streams at http://{}:{}/",
                        configuration.admin().host(),
                        service.adminPort());
            }
            return Lifetime.of(service).await();
        }
    }
}
