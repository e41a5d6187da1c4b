package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.http.Masked;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Direction;
import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.CursorRefused;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Refusal;
import io.cdrstream.source.Answer.Refused;
import io.cdrstream.source.Answer.Throttled;
import io.cdrstream.source.ApiDate;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswersTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static final PageRequest FIRST = Pages.request(Pages.stream("SMS", Direction.OUTBOUND, "id"), null);
    private static final PageRequest LATER = FIRST.next(new Cursor("c", "i"));

    private final HttpAnswers answers = new HttpAnswers(new Masked("s3cret"), InstantSource.fixed(NOW));

    @ParameterizedTest
    @CsvSource({
        "301, REDIRECT",
        "302, REDIRECT",
        "307, REDIRECT",
        "408, TIMEOUT",
        "500, SERVER_ERROR",
        "503, SERVER_ERROR",
        "599, SERVER_ERROR",
        "204, MALFORMED",
        "206, MALFORMED",
        "600, MALFORMED"
    })
    void whatMayPassIsAFault(int status, Fault fault) {
        assertThat(answer(status, true)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.sentence()).startsWith(status + ": ");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "400, UNPROCESSABLE", "401, UNAUTHORIZED", "402, UNPROCESSABLE", "403, FORBIDDEN", "404, UNPROCESSABLE",
        "405, UNPROCESSABLE", "410, UNPROCESSABLE", "422, UNPROCESSABLE", "451, UNPROCESSABLE", "499, UNPROCESSABLE"
    })
    void whatIsWrongStaysRefused(int status, Refusal refusal) {
        assertThat(answer(status, false)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(refusal));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422})
    void withACursorItIsTheCursorThatIsRefused(int status) {
        assertThat(answer(status, true))
                .isInstanceOfSatisfying(CursorRefused.class, refused -> assertThat(refused.sentence())
                        .startsWith(status + ": the API does not take its cursor any more"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 451})
    void aCursorIsNoExcuseForWrongCredentials(int status) {
        assertThat(answer(status, true)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "15, PT15S",
        "0, PT0S",
        "999999999999, PT1H",
        "'Fri, 20 Nov 2026 10:00:30 GMT', PT30S",
        "'Fri, 20 Nov 2026 09:00:00 GMT', PT0S",
        "'Fri, 20 Nov 2099 10:00:00 GMT', PT1H"
    })
    void thePauseIsTheOneTheApiNamesUpToAnHour(String retryAfter, Duration pause) {
        assertThat(throttled(retryAfter, null).pause()).isEqualTo(pause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "1.5", "", "99999999999999999999"})
    void aPauseWithoutSenseIsNone(String retryAfter) {
        assertThat(throttled(retryAfter, null).pause()).isNull();
    }

    @Test
    void aPauseUntilAnInstantIsCountedByTheApisOwnClock() {
        Throttled throttled = throttled("Fri, 20 Nov 2026 12:00:30 GMT", "Fri, 20 Nov 2026 12:00:00 GMT");
        assertThat(throttled.pause()).isEqualTo(Duration.ofSeconds(30));
        assertThat(throttled.date()).isEqualTo(new ApiDate(Instant.parse("2026-11-20T12:00:00Z"), 7));
    }

    @Test
    void theApisReasonIsToldButMasked() {
        String body = "{\"title\":\"Invalid filter\",\"x\":{},\"detail\":\"not s3cret, 447700900001 or\\na@b.example\","
                + "\"invalid_parameters\":[{\"name\":\"to\",\"reason\":\"wrong\"},7]}";
        Refused refused =
                (Refused) answers.answer(new Reply(422, new DefaultHttpHeaders(), 7, Pages.bytes(body)), FIRST);
        assertThat(refused.sentence()).startsWith("422: ").endsWith("(Invalid filter; not ***, *** or ***; to: wrong)");
    }

    @Test
    void whatTheApiRepeatsOfAPersonalFilterIsHidden() {
        Map<String, String> filters = Map.of("from", "ACME", "account_ref", "Anna's shop", "country", "GB");
        PageRequest request = Pages.request(Pages.stream("SMS", Direction.OUTBOUND, "id", filters, Map.of()), null);
        String body =
                "{\"title\":\"s3cret\",\"detail\":\"from: Acme, account_ref: anna%27s+shop or 'ACME', not in GB\"}";

        Refused refused =
                (Refused) answers.answer(new Reply(422, new DefaultHttpHeaders(), 7, Pages.bytes(body)), request);

        assertThat(refused.sentence()).endsWith("(***; from: ***, account_ref: *** or '***', not in GB)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>447700900001</html>",
                "[1]",
                "{\"title\":",
                "\"s3cret\"",
                "{\"invalid_parameters\":{}}"
            })
    void aBodyOfAnotherKindGivesNoReason(String body) {
        Refused refused =
                (Refused) answers.answer(new Reply(403, new DefaultHttpHeaders(), 7, Pages.bytes(body)), FIRST);
        assertThat(refused.sentence()).isEqualTo("403: this key may not read the records of this account");
    }

    private Answer answer(int status, boolean hadCursor) {
        return answers.answer(new Reply(status, new DefaultHttpHeaders(), 7, new byte[0]), hadCursor ? LATER : FIRST);
    }

    private Throttled throttled(String retryAfter, @Nullable String date) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set("Retry-After", retryAfter);
        if (date != null) {
            headers.set("Date", date);
        }
        return (Throttled) answers.answer(new Reply(429, headers, 7, new byte[0]), LATER);
    }
}
