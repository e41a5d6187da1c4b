package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration says of single products is so in the broker, and what is otherwise there is said. */
@WithKafka
@Timeout(120)
final class TopicsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS = 300;
    private static final Duration DAY = Duration.ofDays(1);

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void aProductsOwnWordsReachItsTopicAndItsKeys(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String texts = setup.prefix() + "texts";
            Configuration configuration = configuration(
                    setup,
                    "compression: zstd, products: {SMS: {events: " + texts
                            + ", key: to, partitions: 3, compression: gzip, retention: 90d},"
                            + " VOICE-CALL: {key: account, partitions: 2, timestamp: ingest, retention: 9d}}");
            assertThat(said(configuration)).anyMatch(line -> line.startsWith("✓ " + texts + ": does not exist yet"));
            try (LocalRun run = LocalRun.of(configuration)) {
                await().atMost(PATIENCE).until(() -> read(setup).size() >= RECORDS);
            }
            String calls = setup.prefix() + "cdr.voice-call";
            assertThat(read(setup)).hasSize(RECORDS).allSatisfy(event -> {
                String value = new String(event.value(), UTF_8);
                String key = new String(event.key(), UTF_8);
                assertThat(event.topic().equals(calls) ? "demo1234" : field(value, "to"))
                        .isEqualTo(key);
            });
            assertThat(settings(kafka, texts)).containsEntry("compression.type", "gzip");
            assertThat(kept(kafka, texts)).isBetween(DAY.multipliedBy(90), DAY.multipliedBy(91)); // and the history
            assertThat(settings(kafka, calls))
                    .containsEntry("compression.type", "producer")
                    .containsEntry("message.timestamp.type", "LogAppendTime");
            assertThat(kept(kafka, calls)).isEqualTo(DAY.multipliedBy(9));
            assertThat(said(configuration))
                    .anyMatch(line -> line.startsWith("✓ " + texts + ": keeps events for ")
                            && line.contains("3 partitions; compressed by gzip, by the broker, since we send zstd"))
                    .noneMatch(line -> line.startsWith("! "));
            String other = "compression: zstd, products: {SMS: {events: " + texts + ", key: from}}";
            assertThat(said(configuration(setup, other)))
                    .anyMatch(line -> line.startsWith("! demo1234/SMS/outbound: changes its key from to to from"));
        }
    }

    @Test
    void whatTopicsDoOtherwiseIsSaidInWords(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator();
                Topics topics = new Topics(kafka.bootstrapServers())) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String sms = setup.prefix() + "cdr.sms";
            String calls = setup.prefix() + "cdr.voice-call";
            topics.create(sms, 2, Map.of("cleanup.policy", "compact"));
            topics.create(calls, 1, Map.of("retention.ms", Long.toString(DAY.toMillis())));
            Configuration configuration = configuration(setup, "products: {VOICE-CALL: {retention: 20d}}");
            assertThat(said(configuration))
                    .anyMatch(line -> line.startsWith("! " + sms + ": is compacted by the bare id")
                            && line.contains("sum(charge_delta)"))
                    .anyMatch(line -> line.startsWith("✓ " + sms + ": keeps the last event of each id for ever"))
                    .anyMatch(line ->
                            line.startsWith("! " + calls + ": keeps events for 1 d, the configuration says 20 d")
                                    && line.contains("--add-config retention.ms="));
            assertThat(warned(configuration)).singleElement().asString().contains("compacted by the bare id");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    security.protocol: SSL, ssl.truststore.location: /nowhere/at/all    | /nowhere/at/all
                    heartbeat.interval.ms: 9000, session.timeout.ms: 9000               | Heartbeat must be set lower
                    delivery.timeout.ms: 5                                              | delivery.timeout.ms
                    default.api.timeout.ms: 3000                                        | default.api.timeout.ms
                    interceptor.classes: not.a.Class                                    | not.a.Class
                    """)
    void propertiesByWhichNoClientCanBeMadeAreRefusedWithTheCause(String wrong, String cause, KafkaBroker kafka)
            throws Exception {
        Configuration configuration = with(wrong, kafka);
        assertThatThrownBy(() -> warned(configuration)).hasMessageContaining(cause);
        assertThat(said(configuration)).singleElement().asString().contains(cause);
    }

    @Test
    void timesThatDependOnOneThatIsSetFollowIt(KafkaBroker kafka) throws Exception {
        String longer = "request.timeout.ms: 40000, max.request.size: 33554432";
        assertThat(said(with(longer, kafka))).isNotEmpty().noneMatch(line -> line.startsWith("✗"));
    }

    private static Configuration with(String properties, KafkaBroker kafka) throws Exception {
        String yaml =
                """
                kafka: {bootstrap.servers: "%s", %s}
                credentials: [{key: abcd1234, secret: x, products: SMS}]
                """
                        .formatted(kafka.bootstrapServers(), properties);
        return new ConfigurationReader(Setup.ENVIRONMENT::get, Clock.systemUTC()).read(yaml, Path.of("."));
    }

    private static List<String> said(Configuration configuration) {
        return lines(new RealAdapters(MetricsRegistry.empty())
                .inspect(configuration.kafka(), configuration.ingestor().streams())
                .block(PATIENCE));
    }

    /** What a run warns of before it begins. */
    private static List<String> warned(Configuration configuration) {
        return lines(new RealAdapters(MetricsRegistry.empty())
                .prepare(configuration.kafka(), configuration.ingestor().streams())
                .block(PATIENCE));
    }

    private static List<String> lines(List<Verdict> verdicts) {
        return verdicts.stream().map(Verdict::toString).toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Setup setup) {
        Pattern events = Pattern.compile(Pattern.quote(setup.prefix()) + "(cdr\\..*|texts)");
        return CommittedRecords.read(setup.bootstrapServers(), events, PATIENCE);
    }

    private static String field(String json, String name) {
        int from = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(from, json.indexOf('"', from));
    }

    private Configuration configuration(Setup setup, String topics) throws ConfigurationWrong {
        String streams = "streams: [{product: SMS, direction: outbound}, {product: VOICE-CALL}]";
        String yaml = setup.yaml("daily-cap: 100, " + streams + ", start: '" + start + "'")
                .replace("topics: {", "topics: {" + topics + ", ");
        return new ConfigurationReader(Setup.ENVIRONMENT::get, Clock.systemUTC()).read(yaml, Path.of("."));
    }

    private ReportsSimulator simulator() {
        return ReportsSimulator.start(SimulatorPlan.of(31)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234")))
                .traffic(Traffic.none()
                        .exactly(new StreamKey("demo1234", "SMS", "outbound"), start.plusSeconds(7), RECORDS / 2)
                        .exactly(
                                new StreamKey("demo1234", "VOICE-CALL", "outbound"),
                                start.plusSeconds(7),
                                RECORDS / 2)));
    }

    private static Duration kept(KafkaBroker kafka, String topic) throws ExecutionException, InterruptedException {
        return Duration.ofMillis(Long.parseLong(settings(kafka, topic).getOrDefault("retention.ms", "-1")));
    }

    private static Map<String, String> settings(KafkaBroker kafka, String topic)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            return config.entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        }
    }
}
