package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.hour;
import static io.cdrstream.sink.kafka.Pages.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.event.privacy.Redaction;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.sink.Ledger;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a CDR is, told from what a ledger has written. */
@WithKafka
@Timeout(120)
class CdrSearchIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final InstantSource CLOCK = InstantSource.system();

    private static final PassPlan PATIENT =
            new PassPlan(Duration.ZERO, List.of(Revisit.of(Duration.ofDays(9))), List.of(), Duration.ofDays(7));

    private final KafkaBroker kafka;

    CdrSearchIT(KafkaBroker kafka) {
        this.kafka = kafka;
    }

    @Test
    void theSeenSetSaysWhereToLookAndChunksOfManySlicesAreAllAsked() throws Exception {
        KafkaSettings settings = settings(Privacy.NONE);
        CdrStream stream = stream(settings, PATIENT);
        commit(settings, stream, pages(stream, 30));
        for (int i = 0; i < 30; i += 7) {
            CdrTrace trace = find(settings, stream, "id" + i).traces().get(0);
            assertThat(trace.seen()).isNotNull();
            assertThat(trace.events()).singleElement().satisfies(event -> assertThat(event.change())
                    .isEqualTo("new"));
            assertThat(trace.events().get(0).timestamp()).isEqualTo(hour(i).from());
        }
        CdrSearch.Found nobody = find(settings, stream, "id30");
        assertThat(nobody.traces()).noneMatch(CdrTrace::isKnown);
        assertThat(nobody.letters()).isEmpty();
    }

    @Test
    void whatTheSeenSetHasForgottenIsLookedForInTheTopic() throws Exception {
        KafkaSettings settings = settings(Privacy.NONE);
        CdrStream stream = stream(settings, PassPlan.once(Duration.ZERO)); // sealed as it is read, and no memory
        commit(settings, stream, pages(stream, 3));
        CdrTrace trace = find(settings, stream, "id1").traces().get(0);
        assertThat(trace.seen()).isNull();
        assertThat(trace.isRemembered()).isFalse();
        assertThat(trace.events()).hasSize(1);
        assertThat(find(settings, stream, "id3").traces().get(0).isKnown()).isFalse();
    }

    @Test
    void aMadeUpIdentityIsFoundByWhatItIsAndByWhatItIsPublishedAs() throws Exception {
        KafkaSettings settings = settings(new Privacy(List.of(new Privacy.Rule("from", Set.of(), Redaction.DROP))));
        CdrStream stream = stream(settings, PATIENT);
        byte[] json = "{\"from\":\"x\"}".getBytes(UTF_8);
        List<Cdr> records = List.of(new Cdr(0, 0, json.length, "~m:made-up", true, hour(0).from(), null));
        commit(
                settings,
                stream,
                List.of(new Page(
                        new PageRequest(stream, hour(0), null), json, records, List.of(), null, hour(1).to())));
        CdrTrace byItself = find(settings, stream, "~m:made-up").traces().get(0);
        assertThat(byItself.seen()).isNotNull();
        assertThat(byItself.events()).hasSize(1);
        String published = subject(kafka, stream);
        assertThat(published).startsWith("~k:");
        assertThat(find(settings, stream, published).traces().get(0).events()).isEqualTo(byItself.events());
        assertThat(find(settings, stream, "~k:somebody-else").traces().get(0).isKnown())
                .isFalse();
    }

    private KafkaSettings settings(Privacy privacy) {
        String prefix = kafka.newTopicPrefix();
        return new KafkaSettings(
                prefix + "group",
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                prefix + "checkpoints",
                prefix + "seen",
                prefix + "dead-letter",
                prefix + "completeness",
                1,
                (short) 1,
                EventTopics.of(3, Duration.ofDays(3650)),
                true,
                privacy,
                false);
    }

    private static CdrStream stream(KafkaSettings settings, PassPlan plan) {
        CdrStream usual = Pages.stream(settings.checkpoints().replace("checkpoints", "cdr.sms"));
        return new CdrStream(
                usual.id(),
                usual.credential(),
                usual.product(),
                usual.options(),
                usual.key(),
                usual.topic(),
                EventFormat.JSON,
                plan,
                usual.start(),
                null);
    }

    private static String subject(KafkaBroker kafka, CdrStream stream) {
        Pattern topic = Pattern.compile(Pattern.quote(stream.topic()));
        byte[] key = CommittedRecords.readDecided(kafka.bootstrapServers(), topic, LIMIT)
                .get(0)
                .key();
        return new String(key, UTF_8);
    }

    private static List<Page> pages(CdrStream stream, int hours) {
        return IntStream.range(0, hours)
                .mapToObj(i -> page(stream, hour(i), null, null, "id" + i, "other" + i))
                .toList();
    }

    private static void commit(KafkaSettings settings, CdrStream stream, List<Page> pages) {
        new KafkaTopics(settings, CLOCK).prepare(List.of(stream)).block(LIMIT);
        Ledger ledger = new KafkaLedgers(settings, Framings.SINGLE_OBJECT, CLOCK, new KafkaWatcher() {})
                .session(0, List.of(stream), Instant.now());
        ledger.open().block(LIMIT);
        pages.forEach(page -> ledger.commit(page).block(LIMIT));
        ledger.close().block(LIMIT);
    }

    private static CdrSearch.Found find(KafkaSettings settings, CdrStream stream, String id) throws Exception {
        return new CdrSearch(settings, CLOCK, (what, done, all) -> {}).of(id, List.of(stream), any -> true, null);
    }
}
