package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static io.cdrstream.sink.kafka.Pages.hour;
import static io.cdrstream.sink.kafka.Pages.large;
import static io.cdrstream.sink.kafka.Pages.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.COLLECTION;
import static org.awaitility.Awaitility.await;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.RecordAgain;
import io.cdrstream.sink.kafka.DeadLetter.State;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters that are asked for: events after all, and never twice. */
@WithKafka
@Timeout(120)
class ReplayIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int BYTES = 80_000;

    private final String bootstrap;
    private final KafkaSettings settings;
    private final CdrStream stream;
    private final DeadLetters deadLetters;
    private final Map<LetterPlace, String> answers = new HashMap<>();

    ReplayIT(KafkaBroker kafka) {
        bootstrap = kafka.bootstrapServers();
        String prefix = kafka.newTopicPrefix();
        settings = KafkaLedgerIT.settings(bootstrap, prefix);
        PassPlan plan = new PassPlan(Duration.ofMinutes(5), List.of(), List.of(), Duration.ofDays(7));
        stream = Pages.stream(prefix + "cdr.sms", plan, START);
        deadLetters = new DeadLetters(settings);
    }

    @BeforeEach
    void aTopicThatIsTooNarrow() {
        try (Topics topics = new Topics(bootstrap)) {
            topics.create(stream.topic(), 1, Map.of("max.message.bytes", "66000", "retention.ms", "-1"));
        }
        new KafkaTopics(settings, InstantSource.system())
                .prepare(List.of(stream))
                .block(LIMIT);
    }

    @Test
    void aLetterIsPublishedAsSoonAsItsTopicTakesItAndOnlyOnce() throws Exception {
        Ledger first = session();
        first.commit(large(stream, hour(0), BYTES, false)).block(LIMIT);
        LetterPlace place = letter();

        ask(first, place);
        assertThat(answers).containsEntry(place, "still larger than Kafka or its topic allows");
        assertThat(events()).isZero();

        widen();
        ask(first, place);
        assertThat(answers).containsEntry(place, null);
        assertThat(changes()).containsExactly("new");
        assertThat(deadLetters.list()).singleElement().satisfies(letter -> {
            assertThat(letter.state()).isEqualTo(State.PUBLISHED);
            assertThat(letter.bytes()).isEqualTo(BYTES);
        });

        askInVain(first, place);
        first.close().block(LIMIT);
        Ledger second = session();
        askInVain(second, place);
        assertThat(events()).isEqualTo(1);
        assertThat(marks(place)).isEqualTo(2); // one for each answer, none for asking in vain
        second.close().block(LIMIT);
    }

    @Test
    void aSliceThatIsStillReadDropsTheRecordThatWasPublishedFromItsLetter() throws Exception {
        Ledger first = session();
        first.commit(bad(page(stream, hour(0), null, "next", "a"))).block(LIMIT);
        LetterPlace place = letter();
        ask(first, place);
        assertThat(answers).containsEntry(place, null);
        first.close().block(LIMIT);

        Ledger second = session();
        second.commit(page(stream, hour(0), "next", null, "b", "again")).block(LIMIT);
        assertThat(events()).isEqualTo(3); // a, again, b
        second.close().block(LIMIT);
    }

    @Test
    void aRecordThatTheSliceHasPublishedMeanwhileIsNotPublishedFromItsLetter() throws Exception {
        Ledger ledger = session();
        ledger.commit(bad(page(stream, hour(0), null, "next", "a"))).block(LIMIT);
        ledger.commit(page(stream, hour(0), "next", "more", "again")).block(LIMIT);
        LetterPlace place = letter();
        ask(ledger, place);
        assertThat(answers.get(place)).startsWith("published meanwhile");
        assertThat(events()).isEqualTo(2);
        ledger.close().block(LIMIT);
    }

    @Test
    void whatCannotBePublishedSaysWhyAndStaysDead() throws Exception {
        Ledger ledger = session();
        ledger.commit(large(stream, hour(0), 10, true)).block(LIMIT);
        LetterPlace place = letter();
        ask(ledger, place, (request, record, at) -> large(stream, hour(0), record.length, true));
        assertThat(answers).containsEntry(place, "still is no object");
        LetterPlace nowhere = new LetterPlace(0, 4711);
        ask(ledger, nowhere);
        assertThat(answers.get(nowhere)).contains("no dead letter begins there");
        assertThat(deadLetters.list()).singleElement().satisfies(letter -> {
            assertThat(letter.state()).isEqualTo(State.REFUSED);
            assertThat(letter.why()).isEqualTo("still is no object");
        });
        ledger.close().block(LIMIT);
    }

    /** The one that there is, as soon as its commit can be seen. */
    private LetterPlace letter() throws Exception {
        await().atMost(LIMIT).until(() -> !deadLetters.list().isEmpty());
        return deadLetters.list().get(0).place();
    }

    /** Asks, and is answered. */
    private void ask(Ledger ledger, LetterPlace place) {
        ask(ledger, place, this::readAgain);
    }

    private void ask(Ledger ledger, LetterPlace place, RecordAgain again) {
        CompletableFuture<?> asking = CompletableFuture.supplyAsync(() -> request(place, LIMIT));
        await().atMost(LIMIT).until(() -> {
            ledger.replay(again).block(LIMIT);
            return asking.isDone();
        });
        assertThat(asking.join()).asInstanceOf(COLLECTION).isEmpty();
    }

    /** Asks for a letter that is published already, and for a rubbish one to know when the first was read. */
    private void askInVain(Ledger ledger, LetterPlace place) throws Exception {
        assertThat(request(place, LIMIT)).asInstanceOf(COLLECTION).isEmpty(); // answered by the topic alone
        deadLetters.ask(Map.of(place, stream.id()));
        LetterPlace rubbish = new LetterPlace(0, 815);
        answers.clear();
        ask(ledger, rubbish);
        assertThat(answers).containsOnlyKeys(rubbish);
    }

    private Object request(LetterPlace place, Duration patience) {
        try {
            return deadLetters.replay(Map.of(place, stream.id()), patience, answers::put);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the source would: what was bad has become the record "again", what was too large is as it was. */
    private Page readAgain(PageRequest request, byte[] record, Instant at) {
        boolean isLarge = record.length == BYTES;
        Cdr cdr = new Cdr(
                0,
                0,
                record.length,
                isLarge ? "large" : "again",
                false,
                request.slice().from(),
                null);
        return new Page(request, record, List.of(cdr), List.of(), null, at);
    }

    /** The same page with a bad record at its end. */
    private static Page bad(Page page) {
        int length = page.body().length;
        return new Page(
                page.request(),
                page.body(),
                page.records(),
                List.of(new BadRecord(page.records().size(), 0, length, "is no object")),
                page.next(),
                page.apiTime());
    }

    private void widen() {
        try (Topics topics = new Topics(bootstrap)) {
            topics.set(stream.topic(), "max.message.bytes", "1000000");
        }
    }

    private Ledger session() {
        Ledger ledger = new KafkaLedgers(
                        settings, Framings.SINGLE_OBJECT, InstantSource.system(), new KafkaWatcher() {})
                .session(TaskOf.stream(stream.id(), settings.tasks()), List.of(stream), START.plusSeconds(86_400));
        ledger.open().block(LIMIT);
        return ledger;
    }

    /** Why each event was published. */
    private List<String> changes() {
        return published().stream()
                .map(event -> new String(event.headers().lastHeader("ce_change").value(), UTF_8))
                .toList();
    }

    private int events() {
        return published().size();
    }

    private List<ConsumerRecord<byte[], byte[]>> published() {
        return committed(stream.topic());
    }

    /** How often it was said what became of a letter. */
    private long marks(LetterPlace place) {
        return committed(settings.deadLetter()).stream()
                .filter(message -> LetterEntry.of(message) instanceof LetterEntry.Mark mark
                        && mark.of().equals(place))
                .count();
    }

    private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return CommittedRecords.readDecided(bootstrap, Pattern.compile(Pattern.quote(topic)), LIMIT);
    }
}
