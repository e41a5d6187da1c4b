package io.cdrstream.app;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker with ACLs does not let us do is said in words, and done as soon as it does. */
@WithKafka
@Timeout(120)
final class RightsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS = 300;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void aCheckNamesTheRightThatIsMissingAndARunThatMayNotReadItsCheckpointsEnds(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator();
                Rights rights = new Rights(kafka)) {
            Setup setup = Setup.of(kafka, api.baseUri());
            Configuration configuration = firstHalf(setup); // so that there are checkpoints to be read
            List<Missing> missing = List.of(
                    new Missing(topic(setup, "checkpoints"), READ, "Read", "--topic "),
                    new Missing(topic(setup, "checkpoints"), WRITE, "Write", "--topic "),
                    new Missing(topic(setup, "seen"), DESCRIBE, "Describe", "--topic "),
                    new Missing(topic(setup, "cdr.sms"), WRITE, "Write", "--topic "),
                    new Missing(topic(setup, "dead"), WRITE, "Write", "--topic "),
                    new Missing(literal(GROUP, setup.prefix() + "group"), READ, "Read", "--group "),
                    new Missing(prefixed(setup.prefix() + "group-"), DESCRIBE, "Write", "--transactional-id "));
            rights.deny(missing.get(0).of, READ);
            awaitWrong(configuration, missing.get(0));
            assertThat(failure(configuration)).hasMessageContaining("Read is not allowed.");
            for (Missing right : missing) {
                rights.deny(right.of, right.operation);
                awaitWrong(configuration, right);
                rights.restore(right.of);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(wrong(configuration)).isEmpty());
            }
        }
    }

    private static void awaitWrong(Configuration configuration, Missing right) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(wrong(configuration))
                .singleElement()
                .asString()
                .contains("is closed to us: " + right.name + " is not allowed.")
                .contains("--operation " + right.name + " " + right.option + right.of.name()));
    }

    private static Throwable failure(Configuration configuration) throws Exception {
        try (LocalRun run = LocalRun.of(configuration)) {
            await().atMost(PATIENCE).until(run::hasEnded);
            return run.failure().orElseThrow();
        }
    }

    /** @param name as the command of a Kafka distribution spells it */
    private record Missing(ResourcePattern of, AclOperation operation, String name, String option) {}

    @Test
    void aRunThatMayNotPublishOrJoinGoesOnOnceItMay(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator();
                Rights rights = new Rights(kafka)) {
            Setup setup = Setup.of(kafka, api.baseUri());
            Configuration configuration = firstHalf(setup);
            List<ResourcePattern> closed = List.of(literal(GROUP, setup.prefix() + "group"), topic(setup, "cdr.sms"));
            rights.deny(closed.get(0), READ);
            rights.deny(closed.get(1), WRITE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(wrong(configuration)).hasSize(2));
            try (HeardLog member = HeardLog.of("io.cdrstream.sink.kafka.GroupMember");
                    HeardLog flow = HeardLog.of("cdrstream");
                    LocalRun run = LocalRun.of(configuration)) {
                await().atMost(PATIENCE).until(() -> member.has("nothing is read until somebody mends this"));
                rights.restore(closed.get(0));
                await().atMost(PATIENCE).until(() -> flow.has("stands still until somebody mends this"));
                assertThat(published(setup)).isEqualTo(RECORDS);
                rights.restore(closed.get(1));
                await().atMost(PATIENCE).until(() -> published(setup) >= 2 * RECORDS);
                assertThat(published(setup)).isEqualTo(2 * RECORDS);
                assertThat(api.bill().records()).isEqualTo(2 * RECORDS);
            }
        }
    }

    /** Reads the first half of the records; returns a configuration that reads on. */
    private Configuration firstHalf(Setup setup) throws Exception {
        try (LocalRun run = LocalRun.of(configuration(setup, ", end: '" + start.plusSeconds(1800) + "'"))) {
            await().atMost(PATIENCE).until(run::hasEnded);
        }
        return configuration(setup, "");
    }

    private Configuration configuration(Setup setup, String more) throws ConfigurationWrong {
        return setup.configuration(
                "daily-cap: 100, streams: [{product: SMS, direction: outbound}], start: '" + start + "'" + more);
    }

    private static List<String> wrong(Configuration configuration) {
        List<Verdict> verdicts = new RealAdapters(MetricsRegistry.empty())
                .inspect(configuration.kafka(), configuration.ingestor().streams())
                .block(PATIENCE);
        return verdicts.stream().filter(Verdict::isWrong).map(Verdict::toString).toList();
    }

    private static int published(Setup setup) {
        return CommittedRecords.read(setup.bootstrapServers(), setup.events(), PATIENCE)
                .size();
    }

    private static ResourcePattern topic(Setup setup, String name) {
        return literal(TOPIC, setup.prefix() + name);
    }

    private static ResourcePattern literal(ResourceType type, String name) {
        return new ResourcePattern(type, name, PatternType.LITERAL);
    }

    private static ResourcePattern prefixed(String transactionalIds) {
        return new ResourcePattern(TRANSACTIONAL_ID, transactionalIds, PatternType.PREFIXED);
    }

    private ReportsSimulator simulator() {
        StreamKey sms = new StreamKey("demo1234", "SMS", "outbound");
        return ReportsSimulator.start(SimulatorPlan.of(31)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234")))
                .traffic(Traffic.none()
                        .exactly(sms, start.plusSeconds(7), RECORDS)
                        .exactly(sms, start.plusSeconds(3607), RECORDS)));
    }

    /** What nobody who has not logged in may do. */
    private static final class Rights implements AutoCloseable {

        private final Admin admin;
        private final List<AclBindingFilter> denied = new ArrayList<>();

        Rights(KafkaBroker kafka) {
            this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        }

        /** Everything but that. */
        void deny(ResourcePattern of, AclOperation operation) throws Exception {
            denied.add(filter(of));
            admin.createAcls(List.of(acl(of, ALL, ALLOW), acl(of, operation, DENY)))
                    .all()
                    .get();
        }

        void restore(ResourcePattern of) throws Exception {
            admin.deleteAcls(List.of(filter(of))).all().get();
        }

        private static AclBindingFilter filter(ResourcePattern of) {
            return new AclBindingFilter(of.toFilter(), AccessControlEntryFilter.ANY);
        }

        private static AclBinding acl(ResourcePattern of, AclOperation operation, AclPermissionType type) {
            return new AclBinding(of, new AccessControlEntry("User:ANONYMOUS", "*", operation, type));
        }

        @Override
        public void close() {
            admin.deleteAcls(denied); // closing waits for it
            admin.close();
        }
    }
}
