package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.Event;
import io.cdrstream.event.avro.Framings;
import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.event.privacy.Redaction;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Drift;
import io.cdrstream.model.Drift.Kind;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Page;
import io.cdrstream.model.Revision;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Postings;
import io.cdrstream.sink.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamEventsTest {

    private static final byte[] SECRET = "sixteen bytes ok".getBytes(UTF_8);
    private static final Privacy RULE = new Privacy(List.of(new Privacy.Rule("to", Set.of(), Redaction.MASK)));

    private final CdrStream stream = Pages.stream("cdr.sms");
    private final CdrStream avro = new CdrStream(
            stream.id(),
            stream.credential(),
            stream.product(),
            Map.of(),
            "id",
            stream.topic(),
            EventFormat.AVRO,
            stream.plan(),
            null,
            null);

    @Test
    void aMadeUpIdentityIsKeyedWhereARuleHolds() {
        String open = key(event(Privacy.NONE, SECRET, true));
        String hidden = key(event(RULE, SECRET, true));

        assertThat(open).isEqualTo("~h:abc");
        assertThat(hidden).startsWith("~k:").hasSize(25).isEqualTo(key(event(RULE, SECRET, true)));
        assertThat(key(event(RULE, "another 16 bytes".getBytes(UTF_8), true))).isNotEqualTo(hidden);
        assertThat(key(event(RULE, SECRET, false))).as("the API's own").isEqualTo("~h:abc");
    }

    @Test
    void avroTellsOfDriftByNameAndNeverOfAPersonalValue() {
        String record = "{\"latency\":\"slow\",\"hue\":1,\"447700900000\":1,\"status\":\"447700900000\"}";
        assertThat(outgoing(avro, Privacy.NONE, SECRET, false, record).drift())
                .isEqualTo(Map.of(
                        new Drift(Kind.UNPARSED, "latency", null), 1,
                        new Drift(Kind.UNKNOWN_FIELD, "hue", null), 1,
                        new Drift(Kind.UNKNOWN_FIELD, "other", null), 1,
                        new Drift(Kind.NEW_VALUE, "status", "other"), 1));
    }

    @Test
    void whatARuleDidToAFieldIsNoDriftAndJsonTellsNothing() {
        Privacy mask = new Privacy(List.of(
                new Privacy.Rule("latency", Set.of(), Redaction.MASK),
                new Privacy.Rule("status", Set.of(), Redaction.MASK)));
        String record = "{\"latency\":12,\"status\":\"delivered\",\"hue\":1}";
        assertThat(outgoing(avro, mask, SECRET, false, record).drift())
                .isEqualTo(Map.of(new Drift(Kind.UNKNOWN_FIELD, "hue", null), 1));
        assertThat(outgoing(stream, mask, SECRET, false, record).drift()).isEmpty();
    }

    private Event event(Privacy privacy, byte[] secret, boolean isMadeUp) {
        return outgoing(stream, privacy, secret, isMadeUp, "{}").events().get(0);
    }

    private static StreamEvents.Outgoing outgoing(
            CdrStream stream, Privacy privacy, byte[] secret, boolean isMadeUp, String record) {
        KafkaSettings settings = settings(privacy);
        byte[] body = record.getBytes(UTF_8);
        Cdr cdr = new Cdr(0, 0, body.length, "~h:abc", isMadeUp, Pages.START, null);
        Page page = new Page(
                Pages.page(stream, Pages.hour(0), null, null).request(),
                body,
                List.of(cdr),
                List.of(),
                null,
                Pages.START);
        Posting posting = new Posting(
                page,
                1,
                List.of(new Publication(cdr, Revision.NEW, null)),
                0,
                List.of(),
                List.of(),
                new Posting.Seen(List.of(), List.of()),
                new Posting.Slices(List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Postings.reached(Pages.START));
        return new StreamEvents(stream, new TopicLimits(settings, Map.of()), settings, Framings.SINGLE_OBJECT, secret)
                .of(posting, Pages.START);
    }

    private static String key(Event event) {
        byte[] key = event.key();
        return key == null ? "" : new String(key, UTF_8);
    }

    private static KafkaSettings settings(Privacy privacy) {
        return new KafkaSettings(
                "g",
                Map.of(),
                "c",
                "s",
                "d",
                "e",
                2,
                (short) 1,
                EventTopics.of(1, Duration.ofDays(1)),
                true,
                privacy,
                false);
    }
}
