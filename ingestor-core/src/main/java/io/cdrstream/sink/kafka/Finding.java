package io.cdrstream.sink.kafka;

/**
 * Something about the cluster that stands against the guarantee, or that an operator should know.
 *
 * @param subject the topic, group or other thing it is about
 * @param sentence what is wrong and what it would lead to
 * @param remedy the command or setting that mends it
 */
public record Finding(Severity severity, String subject, String sentence, String remedy) {

    public enum Severity {
        /** We do not start like this. */
        ERROR,
        WARNING
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
        return subject + " " + sentence + " Remedy: " + remedy;
    }
}
