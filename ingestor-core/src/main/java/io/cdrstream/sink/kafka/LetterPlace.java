package io.cdrstream.sink.kafka;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in the dead-letter topic a dead letter begins; written {@code 0@123}. */
public record LetterPlace(int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    /** @throws IllegalArgumentException if it is not written like that */
    public static LetterPlace parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a dead letter is named <partition>@<offset>, such as 0@123");
        }
        return new LetterPlace(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
