package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.flow.FlowListener;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;

/** The program as users have it, but for its process: from a simulated API through sockets into a real Kafka. */
@WithKafka
@Timeout(120)
final class ServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "demo-secret");

    private final Instant history = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final PrometheusMeterRegistry metrics = MetricsRegistry.empty();

    @Test
    void whatTheApiHasIsInKafkaOnceAndWhatItDidIsServed(KafkaBroker kafka) throws Exception {
        StreamKey sms = new StreamKey("demo1234", "SMS", "outbound");
        SimulatorPlan plan = SimulatorPlan.of(7).traffic(Traffic.none().exactly(sms, history, 2500));
        String prefix = kafka.newTopicPrefix();
        try (ReportsSimulator api = ReportsSimulator.start(plan);
                Service service = service(configuration(api, kafka, prefix))) {
            Disposable running = service.run().subscribe();
            try (CommittedRecords events = new CommittedRecords(
                    kafka.bootstrapServers(), Pattern.compile(Pattern.quote(prefix) + "cdr\\..*"))) {
                List<ConsumerRecord<byte[], byte[]>> published = events.await(r -> r.size() >= 2500, PATIENCE);
                assertThat(published)
                        .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
                        .doesNotHaveDuplicates()
                        .hasSize(2500);
            }
            await().atMost(PATIENCE).until(() -> get(service, "/health/ready").startsWith("UP"));
            assertThat(get(service, "/metrics"))
                    .contains(
                            "cdrstream_cdrs_published_total{account=\"demo1234\",direction=\"outbound\",product=\"SMS\"} 2500.0")
                    .contains("kafka_producer_")
                    .doesNotContain("demo-secret");
            assertThat(get(service, "/streams"))
                    .contains("demo1234/SMS/outbound")
                    .doesNotContain("demo-secret");

            service.askToStop();
            await().atMost(Duration.ofSeconds(10)).until(running::isDisposed);
        }
    }

    private Service service(Configuration configuration) throws Exception {
        return new Service(configuration, metrics, new RealAdapters(metrics), new FlowListener() {});
    }

    private Configuration configuration(ReportsSimulator api, KafkaBroker kafka, String prefix) throws Exception {
        String yaml =
                """
                group: %1$sgroup
                kafka: {bootstrap.servers: '%2$s'}
                topics: {events: '%1$scdr.{product}', checkpoints: %1$scheckpoints, seen: %1$sseen, dead-letter: %1$sdead}
                credentials:
                  - {key: demo1234, secret: '${SECRET}', products: SMS, start: '%3$s', daily-cap: 100}
                api: {base-url: '%4$s'}
                interval: 1s
                settle: 1s
                admin: {port: 0}
                """
                        .formatted(prefix, kafka.bootstrapServers(), history, api.baseUri());
        return new ConfigurationReader(ENVIRONMENT::get, Clock.systemUTC()).read(yaml, Path.of("."));
    }

    private static String get(Service service, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.adminPort() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
