package io.cdrstream.source;

import io.cdrstream.model.Page;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one request to the API led to, as far as the flow must tell it apart: which restart scope it calls for.
 *
 * <pre>
 *   Got            go on
 *   Throttled      page again, after the pause the API names
 *   Failed         page again, with backoff
 *   CursorRefused  slice again, from its first page
 *   TooLarge       slice again, half as long
 *   Refused        park the stream, probe it later
 * </pre>
 */
public sealed interface Answer {

    /** The {@code Date} header of the answer; null if there was none. */
    @Nullable
    ApiDate date();

    /** Whether a page began to arrive, and so was charged for, although there is none. After a timeout nobody knows. */
    default boolean isSuspect() {
        return this instanceof TooLarge
                || this instanceof Failed failed && (failed.fault == Fault.MALFORMED || failed.fault == Fault.CUT);
    }

    /** In words, for logs; without anything of a record. */
    String sentence();

    /** A whole, well-formed page. */
    record Got(Page page, @Nullable ApiDate date) implements Answer {

        @Override
        public String sentence() {
            return "a page";
        }
    }

    /** 429. @param pause from {@code Retry-After}; null if the API named none */
    record Throttled(@Nullable Duration pause, @Nullable ApiDate date) implements Answer {

        @Override
        public String sentence() {
            return "the API asks to slow down";
        }
    }

    /**
     * Something that may pass: 5xx, reset, timeout, cut body, not JSON, a page that contradicts itself, a redirect.
     *
     * @param least how many records came, as far as they could be counted
     * @param most for how many there was room in what came, if all of it came; else any number
     */
    record Failed(Fault fault, String sentence, @Nullable ApiDate date, int least, int most) implements Answer {

        /** Bytes: an id, a time and what is between them. */
        private static final int SMALLEST_RECORD = 50;

        public Failed(Fault fault, String sentence, @Nullable ApiDate date) {
            this(fault, sentence, date, 0, Integer.MAX_VALUE);
        }

        /** An answer that came whole and is no page. */
        public static Failed malformed(String sentence, @Nullable ApiDate date, byte[] body) {
            return new Failed(Fault.MALFORMED, sentence, date, 0, body.length / SMALLEST_RECORD);
        }

        /** A page that could be read to its end and is of no use. */
        public static Failed contradictory(String sentence, @Nullable ApiDate date, int records) {
            return new Failed(Fault.MALFORMED, sentence, date, records, records);
        }
    }

    /** The API no longer knows this cursor, or never did. */
    record CursorRefused(String sentence, @Nullable ApiDate date) implements Answer {}

    /** The body is larger than the limit; it was not read to its end. */
    record TooLarge(long limitBytes, @Nullable ApiDate date) implements Answer {

        @Override
        public String sentence() {
            return "a page is larger than api.max-body (" + limitBytes + " bytes)";
        }
    }

    /** 401, 403, 422 and their like: asking again at once cannot help. */
    record Refused(Refusal refusal, String sentence, @Nullable ApiDate date) implements Answer {}

    /** Which kind of passing fault, for metrics. */
    enum Fault {
        SERVER_ERROR,
        CONNECTION,
        TIMEOUT,
        /** A page began to arrive and did not arrive whole, for whatever reason. */
        CUT,
        MALFORMED,
        REDIRECT
    }

    /** Why a stream is parked. */
    enum Refusal {
        UNAUTHORIZED,
        FORBIDDEN,
        UNPROCESSABLE,
        /** One second of the stream does not fit into the body limit. */
        INDIVISIBLE,
        /** A page is malformed again and again. */
        UNREADABLE
    }
}
