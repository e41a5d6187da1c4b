package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static io.cdrstream.sink.kafka.Pages.hour;
import static io.cdrstream.sink.kafka.Pages.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The two laws of a session, each with a mutant that breaks it: one transaction (I1), fence before restore (I2). */
@WithKafka
@Timeout(60)
class KafkaSessionIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String bootstrap;
    private final String prefix;
    private final KafkaSettings settings;
    private final CdrStream stream;

    KafkaSessionIT(KafkaBroker kafka) {
        bootstrap = kafka.bootstrapServers();
        prefix = kafka.newTopicPrefix();
        settings = KafkaLedgerIT.settings(bootstrap, prefix);
        stream = Pages.stream(prefix + "cdr.sms");
    }

    @Test
    void eventsWhoseProgressCannotBeStoredAreNotVisibleEither() {
        try (Topics topics = new Topics(bootstrap)) {
            topics.create(settings.checkpoints(), 2);
            topics.create(settings.seen(), 2, Map.of("max.message.bytes", "400"));
            topics.create(settings.deadLetter(), 1);
            topics.create(stream.topic(), 1);
        }
        Ledger ledger = ledger();
        ledger.open().block(LIMIT);
        String[] many = IntStream.range(0, 500).mapToObj(i -> "id" + i).toArray(String[]::new);
        Page tooManyFingerprints = page(stream, hour(0), null, "next", many);
        assertThatThrownBy(() -> ledger.commit(tooManyFingerprints).block(LIMIT))
                .isInstanceOf(SessionLost.class);

        assertThat(progress(Objects.requireNonNull(ledger().open().block(LIMIT)))
                        .slices())
                .isEmpty();
        assertThat(CommittedRecords.read(bootstrap, Pattern.compile(Pattern.quote(stream.topic())), LIMIT))
                .isEmpty();
    }

    @Test
    void whatWasCommittedBehindAnotherProducersOpenTransactionIsRestored() {
        prepare();
        Ledger first = ledger();
        first.open().block(LIMIT);
        try (Producer<byte[], byte[]> other = new KafkaProducer<>(someoneElse())) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(settings.checkpoints(), 0, "rubbish".getBytes(UTF_8), new byte[3]));
            other.flush();
            first.commit(page(stream, hour(0), null, null, "a")).block(LIMIT);
            first.close().block(LIMIT);

            CompletableFuture<Restored> second = ledger().open().toFuture();
            // The stable end lies before our commit until the other has decided: there is nothing to restore from yet.
            await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> !second.isDone());
            other.abortTransaction();

            assertThat(progress(second.join()).watermark()).isEqualTo(hour(0).to());
        }
    }

    @Test
    void howLateRecordsArriveIsKnownToTheNextSession() {
        prepare();
        Ledger first = ledger();
        first.open().block(LIMIT);
        Committed committed = first.commit(page(stream, hour(0), null, null, "a", "b"))
                .blockOptional(LIMIT)
                .orElseThrow();
        assertThat(committed.delay()).isNotNull();
        first.close().block(LIMIT);

        Restored restored = Objects.requireNonNull(ledger().open().block(LIMIT));
        assertThat(restored.delays()).hasSize(1);
        ArrivalDelay delay = restored.delays().get(0);
        assertThat(delay.source()).isEqualTo("abcd1234/SMS");
        assertThat(delay.count()).isEqualTo(2);
        assertThat(delay.max()).isBetween(Duration.ofMinutes(70), Duration.ofMinutes(71));
    }

    @Test
    void whatAPredecessorLeftOpenIsDecidedBeforeAnythingIsRestored() {
        prepare();
        Ledger first = ledger();
        first.open().block(LIMIT);
        first.close().block(LIMIT);
        Producer<byte[], byte[]> crashed = new KafkaProducer<>(ClientProperties.producer(settings, 0));
        crashed.initTransactions();
        crashed.beginTransaction();
        crashed.send(new ProducerRecord<>(settings.checkpoints(), 0, "rubbish".getBytes(UTF_8), new byte[3]));
        crashed.flush();

        Restored restored = ledger().open().block(Duration.ofSeconds(10)); // less than its transaction may last

        assertThat(progress(Objects.requireNonNull(restored)).watermark()).isEqualTo(START);
        crashed.close(Duration.ZERO);
    }

    private Map<String, Object> someoneElse() {
        Map<String, Object> properties = new HashMap<>(ClientProperties.producer(settings, 0));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + "someone-else");
        return properties;
    }

    private void prepare() {
        new KafkaTopics(settings, InstantSource.system())
                .prepare(List.of(stream))
                .block(LIMIT);
    }

    private Ledger ledger() {
        return new KafkaLedgers(settings, Framings.SINGLE_OBJECT, InstantSource.system(), new KafkaWatcher() {})
                .session(0, List.of(stream), START.plusSeconds(86_400));
    }

    private Progress progress(Restored restored) {
        return Objects.requireNonNull(restored.streams().get(stream.id()));
    }
}
