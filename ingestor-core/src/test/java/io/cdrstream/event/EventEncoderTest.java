package io.cdrstream.event;

import static io.cdrstream.event.Events.ANY;
import static io.cdrstream.event.Events.API;
import static io.cdrstream.event.Events.TIME;
import static io.cdrstream.event.Events.headers;
import static io.cdrstream.event.Events.page;
import static io.cdrstream.event.Events.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventEncoderTest {

    private static final byte[] BODY = "xx{\"id\" : \"a\"}yy".getBytes(UTF_8);

    private final EventEncoder encoder = new EventEncoder(stream("VOICE-CALL", "id"), PrivacyPolicy.NONE, null);

    @Test
    void theValueIsTheApisOwnBytes() {
        assertThat(encode(TIME).value()).isEqualTo("{\"id\" : \"a\"}".getBytes(UTF_8));
    }

    @Test
    void theHeadersFollowCloudEvents() {
        Map<String, String> headers = headers(encode(TIME));
        assertThat(headers.remove("ce_id")).matches("[0-9a-f]{12}-7-3");
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_source", "/vonage/accounts/abcd1234/products/VOICE-CALL",
                        "ce_type", "cdrstream.cdr.voice-call",
                        "ce_time", "2026-10-01T10:00:00Z",
                        "ce_subject", "a",
                        "content-type", "application/json",
                        "ce_change", "new",
                        "ce_pass", "first"));
    }

    @Test
    void aTimeIsWrittenTheSameWhateverItsNeighbourSaid() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Instant time = TIME.minusSeconds(random.nextInt(200)).minusMillis(random.nextInt(4) == 0 ? 250 : 0);
            assertThat(headers(encode(time))).containsEntry("ce_time", time.toString());
        }
    }

    @Test
    void aLaterRevisionSaysWhyAndWhatIsDifferent() {
        assertThat(revisionHeaders(Change.LATE, Set.of(), "revisit-2"))
                .containsEntry("ce_change", "late")
                .containsEntry("ce_pass", "revisit-2")
                .doesNotContainKeys("ce_changed", "ce_chargedelta");
        assertThat(revisionHeaders(Change.UPDATED, Set.of(Aspect.STATUS), "follow-up"))
                .containsEntry("ce_change", "updated")
                .containsEntry("ce_pass", "follow-up")
                .containsEntry("ce_changed", "status");
        assertThat(revisionHeaders(Change.UPDATED, EnumSet.allOf(Aspect.class), "revisit-1"))
                .containsEntry("ce_changed", "charge,other,status");
        assertThat(headers(encode(TIME))).containsEntry("ce_pass", "first").doesNotContainKey("ce_changed");
    }

    @Test
    void theRevisionsOfACdrShareIdentityAndKeyAndNoEventId() {
        Event first = encoder.encode(page(BODY), cdr(TIME, null), Revision.NEW, 7, ANY);
        Revision later = new Revision(Change.UPDATED, Set.of(Aspect.OTHER), null, "revisit-1");
        Event second = encoder.encode(page(BODY), cdr(TIME, null), later, 8, ANY);
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(headers(second).get("ce_subject")).isEqualTo(headers(first).get("ce_subject"));
        assertThat(headers(second).get("ce_source")).isEqualTo(headers(first).get("ce_source"));
        assertThat(headers(second).get("ce_id")).isNotEqualTo(headers(first).get("ce_id"));
    }

    private Map<String, String> revisionHeaders(Change change, Set<Aspect> changed, String pass) {
        return headers(encoder.encode(page(BODY), cdr(TIME, null), new Revision(change, changed, null, pass), 7, ANY));
    }

    @Test
    void theTimestampIsTheEventTimeAsLongAsItCanBeTrue() {
        assertTime(API.plusSeconds(300), API.plusSeconds(300), null);
        assertTime(API.plusSeconds(301), API, "future");
        assertTime(null, API, "unknown");
        assertTime(Instant.EPOCH, API, "past");
    }

    @Test
    void aTrueTimeThatTheTopicRefusesStaysInItsHeaderAndTheTimestampIsTheApis() {
        assertTimes(TIME, TIME.toEpochMilli(), Long.MAX_VALUE, TIME.toEpochMilli(), null);
        assertTimes(TIME, TIME.toEpochMilli() + 1, Long.MAX_VALUE, API.toEpochMilli(), "refused");
        assertTimes(TIME, Long.MIN_VALUE, TIME.toEpochMilli() - 1, TIME.toEpochMilli() - 1, "refused");
    }

    @Test
    void ifTheTopicRefusesEvenTheApisTimeTheTimestampIsTheNearestItTakes() {
        long later = API.toEpochMilli() + 7;
        assertTimes(TIME, later, Long.MAX_VALUE, later, "refused");
        assertThat(encoder.encode(
                                page(BODY), cdr(null, null), Revision.NEW, 7, new TimestampRange(later, Long.MAX_VALUE))
                        .timestamp())
                .isEqualTo(later);
    }

    private void assertTimes(Instant own, long earliest, long latest, long timestamp, @Nullable String fallback) {
        Event event = encoder.encode(page(BODY), cdr(own, null), Revision.NEW, 7, new TimestampRange(earliest, latest));
        assertThat(event.timestamp()).isEqualTo(timestamp);
        assertThat(headers(event)).containsEntry("ce_time", own.toString());
        assertThat(headers(event).get("ce_timefallback")).isEqualTo(fallback);
    }

    private void assertTime(@Nullable Instant time, Instant expected, @Nullable String fallback) {
        Event event = encode(time);
        assertThat(event.timestamp()).isEqualTo(expected.toEpochMilli());
        assertThat(headers(event)).containsEntry("ce_time", expected.toString());
        assertThat(headers(event).get("ce_timefallback")).isEqualTo(fallback);
    }

    @Test
    void theKeyIsTheConfiguredFieldOrElseTheId() {
        assertThat(encode(TIME).key()).isEqualTo("a".getBytes(UTF_8));
        EventEncoder byField = new EventEncoder(stream("SMS", "to"), PrivacyPolicy.NONE, null);
        assertThat(byField.encode(page(BODY), cdr(TIME, "k"), Revision.NEW, 7, ANY)
                        .key())
                .isEqualTo("k".getBytes(UTF_8));
        assertThat(byField.encode(page(BODY), cdr(TIME, null), Revision.NEW, 7, ANY)
                        .key())
                .isEqualTo("a".getBytes(UTF_8));
        assertThat(byField.encode(page(BODY), cdr(TIME, ""), Revision.NEW, 7, ANY)
                        .key())
                .isEqualTo("a".getBytes(UTF_8));
    }

    @Test
    void theKeyAccountIsTheStreamsWhateverTheRecordSays() {
        EventEncoder byAccount = new EventEncoder(stream("SMS", "account"), PrivacyPolicy.NONE, null);
        assertThat(byAccount
                        .encode(page(BODY), cdr(TIME, null), Revision.NEW, 7, ANY)
                        .key())
                .isEqualTo("abcd1234".getBytes(UTF_8));
    }

    private Event encode(@Nullable Instant time) {
        return encoder.encode(page(BODY), cdr(time, null), Revision.NEW, 7, ANY);
    }

    private static Cdr cdr(@Nullable Instant time, @Nullable String key) {
        return new Cdr(3, 2, BODY.length - 4, "a", false, time, key);
    }
}
