package io.cdrstream.source.vonage;

/** The answer is no page, or a page that contradicts itself. Its sentence never holds content of the answer (I6). */
final class MalformedPage extends Exception {

    MalformedPage(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
