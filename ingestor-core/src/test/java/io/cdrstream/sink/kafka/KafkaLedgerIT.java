package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static io.cdrstream.sink.kafka.Pages.hour;
import static io.cdrstream.sink.kafka.Pages.large;
import static io.cdrstream.sink.kafka.Pages.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WithKafka
@Timeout(120)
class KafkaLedgerIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String bootstrap;
    private final String prefix;
    private final KafkaSettings settings;
    private final CdrStream stream;
    private final KafkaLedgers ledgers;

    KafkaLedgerIT(KafkaBroker kafka) {
        bootstrap = kafka.bootstrapServers();
        prefix = kafka.newTopicPrefix();
        settings = settings(bootstrap, prefix);
        stream = Pages.stream(prefix + "cdr.sms");
        ledgers = new KafkaLedgers(settings, Framings.SINGLE_OBJECT, InstantSource.system(), new KafkaWatcher() {});
    }

    static KafkaSettings settings(String bootstrap, String prefix) {
        return new KafkaSettings(
                prefix + "group",
                Map.of("bootstrap.servers", bootstrap),
                prefix + "checkpoints",
                prefix + "seen",
                prefix + "dead-letter",
                prefix + "completeness",
                2,
                (short) 1,
                EventTopics.of(1, Duration.ofDays(3650)),
                true,
                Privacy.NONE,
                false);
    }

    @BeforeEach
    void createTopics() {
        new KafkaTopics(settings, InstantSource.system())
                .prepare(List.of(stream))
                .block(LIMIT);
    }

    @Test
    void aStreamBeginsAtItsStartAndTheBeginningIsStoredAtOnce() {
        assertThat(progress(session(stream))).isEqualTo(Progress.begin(stream.id(), START, 1));
        assertThat(committed("checkpoints").stream().map(r -> new String(r.key(), UTF_8)))
                .containsExactly("meta", "stream|abcd1234/SMS/outbound");
    }

    @Test
    void aNewSessionGoesOnWhereTheLastOneStopped() {
        Open first = session(stream);
        commit(first, page(stream, hour(0), null, null, "a", "b"));
        commit(first, page(stream, hour(1), null, "c1", "c", "d"));
        commit(first, page(stream, hour(2), null, null, "e"));
        first.ledger.close().block(LIMIT);

        Open second = session(stream);
        Progress found = progress(second);
        assertThat(found.watermark()).isEqualTo(hour(1).from());
        assertThat(found.sequence()).isEqualTo(3);
        assertThat(found.slices()).extracting(SliceProgress::slice).containsExactly(hour(1), hour(2));
        assertThat(found.slices()).extracting(SliceProgress::isDone).containsExactly(false, true);
        assertThat(second.restored.billed()).singleElement().satisfies(bill -> assertThat(bill.records())
                .isEqualTo(5));

        Committed again = commit(second, page(stream, hour(1), null, "c2", "c", "d", "x"));
        assertThat(again.published()).isEqualTo(1); // the seen-set knows c and d
        assertThat(again.duplicates()).isEqualTo(2);
        Committed last = commit(second, page(stream, hour(1), "c2", null, "y"));
        assertThat(last.watermark()).isEqualTo(hour(2).to());
        assertThat(values("cdr.sms")).containsExactly(json("a", "b", "c", "d", "e", "x", "y"));
    }

    @Test
    void whatAnAnswerMayHaveCostIsKnownToTheNextSession() {
        LocalDate day = LocalDate.of(2026, 3, 1);
        Open first = session(stream);
        first.ledger.charge(DayBill.suspect("abcd1234", day, 1000)).block(LIMIT);
        first.ledger.charge(DayBill.suspect("abcd1234", day, 40)).block(LIMIT);

        Open second = session(stream);
        assertThat(second.restored.billed()).containsExactly(new DayBill("abcd1234", DayBill.SUSPECT, day, 1040, 2));
        assertThatThrownBy(() ->
                        first.ledger.charge(DayBill.suspect("abcd1234", day, 1)).block(LIMIT))
                .isInstanceOf(SessionLost.class);
        first.ledger.close().block(LIMIT);
        assertThatThrownBy(() ->
                        first.ledger.charge(DayBill.suspect("abcd1234", day, 1)).block(LIMIT))
                .isInstanceOfSatisfying(
                        SessionLost.class, lost -> assertThat(lost.meaning()).isEqualTo(SessionLost.Meaning.FENCED));
        assertThat(ledgers.bills().block(LIMIT)).containsEntry(0, second.restored.billed());
    }

    @Test
    void aZombiesCommitFailsAndNothingOfItIsVisible() {
        Open zombie = session(stream);
        commit(zombie, page(stream, hour(0), null, null, "a"));
        Open successor = session(stream);
        assertThatThrownBy(() -> commit(zombie, page(stream, hour(1), null, null, "z")))
                .isInstanceOfSatisfying(
                        SessionLost.class, lost -> assertThat(lost.meaning()).isEqualTo(SessionLost.Meaning.FENCED));
        assertThatThrownBy(() -> commit(zombie, page(stream, hour(1), null, null, "z")))
                .isInstanceOf(SessionLost.class);
        zombie.ledger.close().block(LIMIT);
        commit(successor, page(stream, hour(1), null, null, "b"));
        assertThat(values("cdr.sms")).containsExactly(json("a", "b"));
    }

    @Test
    void whatAPredecessorLeftOpenIsAbortedBeforeAnythingIsRestored() {
        session(stream).ledger.close().block(LIMIT);
        Producer<byte[], byte[]> crashed = new KafkaProducer<>(ClientProperties.producer(settings, 0));
        crashed.initTransactions();
        crashed.beginTransaction();
        crashed.send(new ProducerRecord<>(stream.topic(), json("lost")[0].getBytes(UTF_8)));
        crashed.send(new ProducerRecord<>(settings.checkpoints(), 0, "rubbish".getBytes(UTF_8), new byte[3]));
        crashed.flush();

        Open next = session(stream);
        assertThat(progress(next).watermark()).isEqualTo(START);
        assertThat(values("cdr.sms")).isEmpty();
        crashed.close(Duration.ZERO);
    }

    @Test
    void pagesThatWaitAreCommittedTogetherAndInTheirOrder() {
        Open open = session(stream);
        List<CompletableFuture<Committed>> results = IntStream.range(0, 50)
                .mapToObj(i -> open.ledger
                        .commit(page(stream, hour(i), null, null, "id" + i))
                        .toFuture())
                .toList();
        assertThat(results).allMatch(result -> result.join().published() == 1);
        assertThat(values("cdr.sms"))
                .containsExactly(
                        json(IntStream.range(0, 50).mapToObj(i -> "id" + i).toArray(String[]::new)));
        open.ledger.close().block(LIMIT);
        assertThat(progress(session(stream)).watermark()).isEqualTo(hour(49).to());
    }

    @Test
    void closingCommitsWhatWasOffered() {
        Open open = session(stream);
        open.ledger.commit(page(stream, hour(0), null, null, "a")).subscribe();
        open.ledger.close().block(LIMIT);
        assertThat(values("cdr.sms")).containsExactly(json("a"));
        assertThatThrownBy(() -> commit(open, page(stream, hour(1), null, null, "b")))
                .isInstanceOf(SessionLost.class);
    }

    @Test
    void aRecordThatIsTooLargeGoesToTheDeadLetterInParts() {
        Open open = session(stream);
        Committed good = commit(open, large(stream, hour(0), 3_000_000, false));
        assertThat(good.published()).isZero();
        assertThat(good.dead()).isEqualTo(1);
        assertThat(commit(open, large(stream, hour(1), 10, true)).dead()).isEqualTo(1);
        List<ConsumerRecord<byte[], byte[]>> letters = committed("dead-letter");
        assertThat(letters).hasSize(4);
        assertThat(letters.stream().limit(3).mapToInt(r -> r.value().length).sum())
                .isEqualTo(3_000_000);
        assertThat(values("cdr.sms")).isEmpty();
    }

    @Test
    void anEventOlderThanItsTopicAllowsIsPublishedWithATimestampThatTheTopicTakes() {
        Duration allowed = Duration.ofHours(1);
        String narrow = prefix + "cdr.narrow";
        try (Topics topics = new Topics(bootstrap)) {
            topics.create(narrow, 1, Map.of("message.timestamp.before.max.ms", "" + allowed.toMillis()));
        }
        CdrStream old = Pages.stream(narrow);
        Instant earliest = Instant.now().minus(allowed);

        Committed done = commit(session(old), page(old, hour(0), null, null, "a"));

        assertThat(done.published()).isEqualTo(1);
        assertThat(done.watermark()).isEqualTo(hour(0).to());
        assertThat(committed("cdr.narrow")).singleElement().satisfies(event -> {
            assertThat(event.timestamp()).isGreaterThan(earliest.toEpochMilli());
            assertThat(header(event, "ce_time")).isEqualTo(START.toString());
            assertThat(header(event, "ce_timefallback")).isEqualTo("refused");
        });
    }

    @Test
    void aCheckpointThatCannotBeReadIsNamed() {
        session(stream).ledger.close().block(LIMIT);
        try (Producer<byte[], byte[]> vandal = new KafkaProducer<>(ClientProperties.producer(settings, 0))) {
            vandal.initTransactions();
            vandal.beginTransaction();
            vandal.send(new ProducerRecord<>(settings.checkpoints(), 0, "stream|x".getBytes(UTF_8), new byte[3]));
            vandal.commitTransaction();
        }
        assertThatThrownBy(() -> session(stream))
                .isInstanceOf(SessionLost.class)
                .hasMessageContaining("stream|x")
                .hasMessageContaining("offset")
                .hasMessageContaining(settings.checkpoints() + "-0");
    }

    @Test
    void aChangedFilterGoesOnAtTheRetiredSiblingsWatermarkAndBackAgain() {
        Open first = session(stream);
        commit(first, page(stream, hour(0), null, null, "a"));
        commit(first, page(stream, hour(1), null, "c1", "b"));
        commit(first, page(stream, hour(2), null, null, "c"));
        first.ledger.close().block(LIMIT);

        CdrStream filtered = Pages.stream(stream.topic(), new TreeMap<>(Map.of("country", "GB")));
        Open second = session(filtered);
        Progress heir = Objects.requireNonNull(second.restored.streams().get(filtered.id()));
        assertThat(heir.watermark()).isEqualTo(hour(1).from());
        Committed again = commit(second, page(filtered, hour(1), null, null, "b", "d"));
        assertThat(again.published()).isEqualTo(1);
        assertThat(again.watermark()).isEqualTo(hour(2).to());
        second.ledger.close().block(LIMIT);

        assertThat(progress(session(stream)).watermark()).isEqualTo(hour(2).to());
        assertThat(values("cdr.sms")).containsExactly(json("a", "b", "c", "d"));
    }

    @Test
    void underOtherOptionsASliceUnderWayBeginsAnewAndPublishesNothingTwice() {
        Open first = session(stream);
        commit(first, page(stream, hour(0), null, null, "a"));
        commit(first, page(stream, hour(1), null, "c1", "b"));
        first.ledger.close().block(LIMIT);

        CdrStream changed = Pages.withOptions(stream, Map.of("include_message", "true"));
        session(changed).ledger.close().block(LIMIT);
        Open third = session(changed);
        assertThat(progress(third).watermark()).isEqualTo(hour(1).from());
        assertThat(progress(third).slices()).singleElement().satisfies(slice -> {
            assertThat(slice.next()).as("a cursor of another query").isNull();
            assertThat(slice.pages()).isZero();
        });
        assertThat(commit(third, page(changed, hour(1), null, null, "b", "d")).published())
                .isEqualTo(1);
        assertThat(values("cdr.sms")).containsExactly(json("a", "b", "d"));
    }

    private Open session(CdrStream of) {
        Ledger ledger = ledgers.session(0, List.of(of), START.plusSeconds(86_400));
        return new Open(ledger, ledger.open().blockOptional(LIMIT).orElseThrow());
    }

    private Progress progress(Open open) {
        return Objects.requireNonNull(open.restored.streams().get(stream.id()));
    }

    private static Committed commit(Open open, Page page) {
        return open.ledger.commit(page).blockOptional(LIMIT).orElseThrow();
    }

    private static String[] json(String... ids) {
        return List.of(ids).stream().map(id -> "{\"id\":\"" + id + "\"}").toArray(String[]::new);
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }

    private List<String> values(String topic) {
        return committed(topic).stream().map(r -> new String(r.value(), UTF_8)).toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return CommittedRecords.readDecided(bootstrap, Pattern.compile(Pattern.quote(prefix + topic)), LIMIT);
    }

    private record Open(Ledger ledger, Restored restored) {}
}
