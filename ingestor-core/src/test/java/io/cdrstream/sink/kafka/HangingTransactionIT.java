package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static io.cdrstream.sink.kafka.Pages.hour;
import static io.cdrstream.sink.kafka.Pages.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Kafka has left without an end is aborted if nobody has seen any of it, and left alone if somebody has. */
@WithKafka
@Timeout(120)
class HangingTransactionIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String bootstrap;
    private final KafkaSettings settings;
    private final CdrStream stream;
    private final TopicPartition events;
    private final TopicPartition seen;
    private final TopicPartition progress;
    private final Admin admin;
    private final LostMarker lost;

    HangingTransactionIT(KafkaBroker kafka) {
        bootstrap = kafka.bootstrapServers();
        String prefix = kafka.newTopicPrefix();
        settings = KafkaLedgerIT.settings(bootstrap, prefix);
        stream = Pages.stream(prefix + "cdr.sms");
        events = new TopicPartition(stream.topic(), 0);
        seen = new TopicPartition(settings.seen(), 0);
        progress = new TopicPartition(settings.checkpoints(), 0);
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        lost = new LostMarker(admin, bootstrap, ClientProperties.transactionalId(settings, 0));
    }

    @BeforeEach
    void aTaskHasReadAPage() {
        new KafkaTopics(settings, InstantSource.system())
                .prepare(List.of(stream))
                .block(LIMIT);
        Ledger first = session();
        first.open().block(LIMIT);
        first.commit(page(stream, hour(0), null, null, "a")).block(LIMIT);
        first.close().block(LIMIT);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void aTransactionOfWhichNothingWasSeenIsAbortedAndTheTaskGoesOn() throws Exception {
        lost.in(List.of(events, seen, progress));
        assertThatThrownBy(() -> session().open().block(LIMIT))
                .isInstanceOf(SessionLost.class)
                .hasMessageContaining(progress + " cannot be read beyond offset");

        Ledger next = session();
        assertThat(Objects.requireNonNull(next.open().block(LIMIT)).streams().get(stream.id()))
                .satisfies(found ->
                        assertThat(Objects.requireNonNull(found).watermark()).isEqualTo(hour(0).to()));
        next.commit(page(stream, hour(1), null, null, "b")).block(LIMIT);
        next.close().block(LIMIT);
        assertThat(hanging()).isEmpty();
        assertThat(CommittedRecords.readDecided(bootstrap, Pattern.compile(Pattern.quote(stream.topic())), LIMIT))
                .extracting(event -> new String(event.key(), UTF_8))
                .containsExactly("a", "b");
    }

    @Test
    void aTransactionThatHasEndedInAnotherPartitionIsLeftToAPerson() throws Exception {
        lost.in(List.of(events, seen, progress));
        endIn(events);
        fence();
        fence(); // the coordinator had gone on to that epoch as well
        new HangingTransaction(scope(), admin).abort();

        assertThat(hanging()).containsExactlyInAnyOrder(seen, progress);
    }

    @Test
    void whatHangsWithoutAnyProgressIsLeftToTheNextCommit() throws Exception {
        lost.in(List.of(events));
        fence();
        new HangingTransaction(scope(), admin).abort();

        assertThat(hanging()).containsExactly(events);
    }

    @Test
    void aTransactionOfASessionThatIsAtWorkIsNoneThatHangs() throws Exception {
        fence();
        lost.in(List.of(events, seen, progress));
        new HangingTransaction(scope(), admin).abort();

        assertThat(hanging()).containsExactlyInAnyOrder(events, seen, progress);
    }

    private void fence() {
        try (Producer<byte[], byte[]> next = new KafkaProducer<>(ClientProperties.producer(settings, 0))) {
            next.initTransactions();
        }
    }

    /** As the marker of a coordinator does it, which has an epoch of its own. */
    private void endIn(TopicPartition partition) throws Exception {
        TransactionDescription producer = lost.coordinator();
        short next = (short) (producer.producerEpoch() + 1);
        admin.abortTransaction(new AbortTransactionSpec(partition, producer.producerId(), next, 0))
                .all()
                .get();
    }

    private List<TopicPartition> hanging() throws Exception {
        Set<TopicPartition> all = Set.of(events, seen, progress);
        return admin.describeProducers(all).all().get().entrySet().stream()
                .filter(partition -> partition.getValue().activeProducers().stream()
                        .anyMatch(p -> p.currentTransactionStartOffset().isPresent()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private TaskScope scope() {
        return new TaskScope(settings, 0, List.of(stream), Framings.SINGLE_OBJECT, START, InstantSource.system());
    }

    private Ledger session() {
        return new KafkaLedgers(settings, Framings.SINGLE_OBJECT, InstantSource.system(), new KafkaWatcher() {})
                .session(0, List.of(stream), START);
    }
}
