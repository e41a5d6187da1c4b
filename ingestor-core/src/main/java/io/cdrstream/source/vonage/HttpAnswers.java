package io.cdrstream.source.vonage;

import static io.cdrstream.source.vonage.HttpAnswers.Meaning.FORBIDDEN;
import static io.cdrstream.source.vonage.HttpAnswers.Meaning.NO_PAGE;
import static io.cdrstream.source.vonage.HttpAnswers.Meaning.REDIRECT;
import static io.cdrstream.source.vonage.HttpAnswers.Meaning.SERVER_ERROR;
import static io.cdrstream.source.vonage.HttpAnswers.Meaning.STALE_OR_WRONG;
import static io.cdrstream.source.vonage.HttpAnswers.Meaning.THROTTLED;
import static io.cdrstream.source.vonage.HttpAnswers.Meaning.TIMEOUT;
import static io.cdrstream.source.vonage.HttpAnswers.Meaning.UNAUTHORIZED;
import static io.cdrstream.source.vonage.HttpAnswers.Meaning.WRONG;

import io.cdrstream.http.Masked;
import io.cdrstream.model.ApiTime;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.CursorRefused;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Refusal;
import io.cdrstream.source.Answer.Refused;
import io.cdrstream.source.Answer.Throttled;
import io.cdrstream.source.ApiDate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each HTTP status but 200 means to the flow, and what it tells the operator: one table, the first line that holds
 * the status wins. The API's own reason follows the sentence, masked (I6).
 */
final class HttpAnswers {

    /** Whose fault it is, and so what helps. */
    enum Meaning {
        REDIRECT,
        UNAUTHORIZED,
        FORBIDDEN,
        /** Our request is wrong and stays so. */
        WRONG,
        /** As before; but if the request had a cursor, that is more likely to have expired. */
        STALE_OR_WRONG,
        TIMEOUT,
        THROTTLED,
        SERVER_ERROR,
        NO_PAGE
    }

    /** @param last inclusive */
    private record Line(int first, int last, Meaning meaning, String sentence) {}

    private static final List<Line> TABLE = List.of(
            new Line(300, 399, REDIRECT, "a redirect, which is never followed; check the base URL"),
            new Line(400, 400, STALE_OR_WRONG, "the API cannot read the request"),
            new Line(401, 401, UNAUTHORIZED, "key or secret is wrong, or the account may not use this product"),
            new Line(402, 402, WRONG, "the account's balance does not allow this"),
            new Line(403, 403, FORBIDDEN, "this key may not read the records of this account"),
            new Line(404, 404, STALE_OR_WRONG, "there is no Reports API at this address"),
            new Line(408, 408, TIMEOUT, "the API did not get the request in time"),
            new Line(410, 410, STALE_OR_WRONG, "what was asked for is gone"),
            new Line(422, 422, STALE_OR_WRONG, "the API refuses a parameter; check product, direction and filters"),
            new Line(429, 429, THROTTLED, "too many requests"),
            new Line(451, 451, WRONG, "not available for legal reasons"),
            new Line(400, 499, WRONG, "the API refuses the request"),
            new Line(500, 599, SERVER_ERROR, "the API has an internal problem"),
            new Line(0, Integer.MAX_VALUE, NO_PAGE, "an answer without a page"));

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Masked masked;
    private final InstantSource clock;

    HttpAnswers(Masked masked, InstantSource clock) {
        this.masked = masked;
        this.clock = clock;
    }

    /** @param request what was asked: a page after the first has a cursor, which may be what the API refuses */
    Answer answer(Reply reply, PageRequest request) {
        Line line = TABLE.stream()
                .filter(l -> l.first <= reply.status() && reply.status() <= l.last)
                .findFirst()
                .orElseThrow();
        @Nullable ApiDate date = reply.date();
        boolean cursorRefused = line.meaning == STALE_OR_WRONG && !request.isFirst();
        String sentence = sentence(
                cursorRefused ? "the API does not take its cursor any more" : line.sentence,
                reply,
                request.stream().id());
        return switch (line.meaning) {
            case REDIRECT -> new Failed(Fault.REDIRECT, sentence, date);
            case UNAUTHORIZED -> new Refused(Refusal.UNAUTHORIZED, sentence, date);
            case FORBIDDEN -> new Refused(Refusal.FORBIDDEN, sentence, date);
            case WRONG -> new Refused(Refusal.UNPROCESSABLE, sentence, date);
            case STALE_OR_WRONG ->
                cursorRefused ? new CursorRefused(sentence, date) : new Refused(Refusal.UNPROCESSABLE, sentence, date);
            case TIMEOUT -> new Failed(Fault.TIMEOUT, sentence, date);
            case THROTTLED -> new Throttled(pause(reply), date);
            case SERVER_ERROR -> new Failed(Fault.SERVER_ERROR, sentence, date);
            case NO_PAGE -> Failed.malformed(sentence, date, Objects.requireNonNullElse(reply.body(), new byte[0]));
        };
    }

    private String sentence(String meaning, Reply reply, StreamId stream) {
        byte @Nullable [] body = reply.body();
        String reason = body == null ? "" : masked.and(stream.personalValues()).reason(ProblemBody.reason(body));
        return reply.status() + ": " + meaning + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    /** {@code Retry-After} in seconds or as a date, an hour at most; null if there is none that makes sense. */
    private @Nullable Duration pause(Reply reply) {
        @Nullable String text = reply.headers().get("Retry-After");
        if (text == null) {
            return null;
        }
        String value = text.strip();
        if (value.matches("\\d{1,18}")) {
            return clamped(Duration.ofSeconds(Long.parseLong(value)));
        }
        @Nullable Instant until = ApiTime.ofHeader(value);
        @Nullable ApiDate date = reply.date();
        return until == null ? null : clamped(Duration.between(date != null ? date.date() : clock.instant(), until));
    }

    private static Duration clamped(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
