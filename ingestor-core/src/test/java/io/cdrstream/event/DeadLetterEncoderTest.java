package io.cdrstream.event;

import static io.cdrstream.event.Events.TIME;
import static io.cdrstream.event.Events.headers;
import static io.cdrstream.event.Events.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.event.privacy.Redaction;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadLetterEncoderTest {

    private static final Revision UPDATED =
            new Revision(Change.UPDATED, Set.of(Aspect.STATUS, Aspect.CHARGE), new BigDecimal("0.50"), "revisit-1");

    private static final byte[] BODY = "xx{\"id\" : \"a\"}yy".getBytes(UTF_8);

    @Test
    void aDeadLetterWithholdsBytesThatCouldNotBeRedacted() {
        Event letter = new DeadLetterEncoder("dead", 64 * 1024, new PrivacyPolicy(Map.of("to", Redaction.MASK)))
                .encode(page(BODY), new BadRecord(3, 2, 4, "no object"), 7, 42)
                .get(0);
        assertThat(letter.value()).isEmpty();
        assertThat(letter.timestamp()).isEqualTo(42);
        assertThat(headers(letter)).containsEntry("withheld", "4").containsEntry("reason", "no object");
    }

    @Test
    void aRecordInPartsIsTheRecordAgain() {
        byte[] body = "0123456789".repeat(1000).getBytes(UTF_8);
        Page page = page(body);
        Cdr cdr = new Cdr(0, 0, body.length, "a", false, TIME, null);
        List<Event> parts = new DeadLetterEncoder("dead", 8 * 1024 + 3000, PrivacyPolicy.NONE)
                .tooLarge(page, cdr, UPDATED, "0a", 7, 42);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(part -> whole.writeBytes(part.value()));
        assertThat(whole.toByteArray()).isEqualTo(body);
        assertThat(parts)
                .hasSize(4)
                .allMatch(part -> part.sizeBound() < 8 * 1024 + 3000)
                .allMatch(part -> part.timestamp() == 42);
        assertThat(headers(parts.get(3)))
                .containsEntry("part", "4")
                .containsEntry("parts", "4")
                .containsEntry("sequence", "7")
                .containsEntry("ordinal", "0")
                .containsEntry("stream", "abcd1234/VOICE-CALL")
                .containsEntry("slice", "2026-10-01T10:00:00Z/2026-10-01T11:00:00Z")
                .containsEntry("change", "updated")
                .containsEntry("changed", "charge,status")
                .containsEntry("charge-before", "0.50")
                .containsEntry("pass", "revisit-1")
                .containsEntry("print", "0a")
                .containsEntry("reason", DeadLetterEncoder.TOO_LARGE);
    }

    @Test
    void aRecordThatIsTooLargeIsRedactedBeforeItIsCutIntoParts() {
        byte[] body = ("[{\"to\":\"447700900000\",\"text\":\"" + "x".repeat(5000)
                        + "\",\"a\":[{\"to\":\"447700900001\"}]}]")
                .getBytes(UTF_8);
        Page page = page(body);
        Cdr cdr = new Cdr(0, 1, body.length - 2, "a", false, TIME, null);
        PrivacyPolicy mask = new PrivacyPolicy(Map.of("to", Redaction.MASK));
        List<Event> parts =
                new DeadLetterEncoder("dead", 8 * 1024 + 3000, mask).tooLarge(page, cdr, UPDATED, "0a", 7, 42);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(part -> whole.writeBytes(part.value()));
        assertThat(whole.toString(UTF_8))
                .isEqualTo("{\"to\":\"44**********\",\"text\":\"" + "x".repeat(5000)
                        + "\",\"a\":[{\"to\":\"44**********\"}]}");
        assertThat(parts)
                .hasSize(2)
                .allMatch(part -> headers(part).get("redacted").equals("true"))
                .noneMatch(part -> headers(part).containsKey("withheld"));
    }
}
