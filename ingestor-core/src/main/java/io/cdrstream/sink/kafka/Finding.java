package io.cdrstream.sink.kafka;

import org.jspecify.annotations.Nullable;

/**
 * Something about the cluster that stands against the guarantee, or that an operator should know.
 *
 * @param subject the topic, group or other thing it is about
 * @param sentence what is wrong and what it would lead to
 * @param remedy the command or setting that mends it; null if nothing is to be done
 */
public record Finding(Severity severity, String subject, String sentence, @Nullable String remedy) {

    public enum Severity {
        /** We do not start like this. */
        ERROR,
        WARNING,
        /** How things are, and may be. */
        FACT
    }

    static Finding fact(String subject, String sentence) {
        return new Finding(Severity.FACT, subject, sentence, null);
    }

    static Finding error(String subject, String sentence, String remedy) {
        return new Finding(Severity.ERROR, subject, sentence, remedy);
    }

    static Finding warning(String subject, String sentence, String remedy) {
        return new Finding(Severity.WARNING, subject, sentence, remedy);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return subject + " " + sentence + (remedy == null ? "" : " Remedy: " + remedy);
    }
}
