package io.cdrstream.source.vonage;

import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.ApiDate;
import org.jspecify.annotations.Nullable;

/** The answer is no page, or a page that contradicts itself. Its sentence never holds content of the answer (I6). */
final class MalformedPage extends Exception {

    /** Null if they could not be counted. */
    private final @Nullable Integer records;

    MalformedPage(String sentence) {
        this(sentence, null);
    }

    MalformedPage(String sentence, @Nullable Integer records) {
        super(sentence, null, false, false);
        this.records = records;
    }

    Failed failed(@Nullable ApiDate date, byte[] body) {
        String sentence = String.valueOf(getMessage());
        return records == null ? Failed.malformed(sentence, date, body) : Failed.contradictory(sentence, date, records);
    }
}
