package io.cdrstream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.CommittedRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final Rehearsal rehearsal;

    DemoIT(@TempDir Path directory) {
        this.directory = directory;
        this.rehearsal = new Rehearsal(directory);
    }

    @Test
    void everythingThatShowedInTimeIsInKafkaExactlyOnce() {
        assertThat(rehearsal.demo("--for", "6s")).as(rehearsal.text()).isZero();

        assertThat(rehearsal.text())
                .contains("first event of cdr.sms", "first event of cdr.voice-call", "first event of cdr.messages")
                .contains("ce_source: /vonage/accounts/demo5678/products/", "/metrics", "bin/cdrstream tail cdr.sms")
                .containsPattern("lost +0\\s+duplicates +0\\s+invented +0")
                .containsPattern("late: needs revisits +[1-9]")
                .containsPattern("billed again +0")
                .contains("AGREES")
                .doesNotContain("\u001b");
    }

    @Test
    void aDuplicateFromElsewhereIsFound() {
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> rehearsal.demo("--for", "12s"));
        await().atMost(LIMIT).until(() -> exit.isDone() || rehearsal.text().contains("first event of cdr.sms"));
        assertThat(rehearsal.text()).contains("first event of cdr.sms");

        publishAgainTheFirstEventOf("cdr.sms");

        assertThat(exit).succeedsWithin(LIMIT).isEqualTo(1);
        assertThat(rehearsal.text()).containsPattern("duplicates +1").contains("DISAGREES");
    }

    @Test
    void anotherApiIsReadIntoTheDemosKafkaWithoutShowingWhatItSays() throws Exception {
        Instant begin = Instant.now().minusSeconds(300);
        SimulatorPlan plan = SimulatorPlan.of(3).traffic(Traffic.live(1, begin).only(Set.of("SMS")));
        try (ReportsSimulator api = ReportsSimulator.start(plan)) {
            Path mine = Files.writeString(
                    directory.resolve("mine.yaml"),
                    """
                    kafka: {bootstrap.servers: "kafka.example:9092"}
                    api: {base-url: "%s"}
                    credentials:
                      - {key: demo1234, secret: demo-secret, products: [SMS], daily-cap: 25, start: -4m}
                    """
                            .formatted(api.baseUri()));

            assertThat(rehearsal.demo("--config", mine.toString(), "--cap", "0.08", "--for", "6s"))
                    .as(rehearsal.text())
                    .isZero();

            assertThat(api.bill().records()).isPositive();
            assertThat(rehearsal.text())
                    .contains("first event of cdr.sms", "Nothing is compared")
                    .doesNotContain("\"message_id\"", "ce_subject");
        }
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertThat(rehearsal.demo("--cap", "0.50")).isEqualTo(2);
        assertThat(rehearsal.demo("--config", "mine.yaml", "--kills", "1")).isEqualTo(2);
        assertThat(rehearsal.demo("--config", directory.resolve("missing.yaml").toString()))
                .isEqualTo(2);
    }

    private void publishAgainTheFirstEventOf(String topic) {
        Matcher address = Pattern.compile("--bootstrap-servers (\\S+)").matcher(rehearsal.text());
        assertThat(address.find()).isTrue();
        Map<String, Object> client = Map.of("bootstrap.servers", address.group(1));
        ConsumerRecord<byte[], byte[]> event = CommittedRecords.read(
                        address.group(1), Pattern.compile(Pattern.quote(topic)), LIMIT)
                .get(0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                    topic, event.partition(), event.timestamp(), event.key(), event.value(), event.headers());
            assertThat(producer.send(copy)).succeedsWithin(LIMIT);
        }
    }
}
