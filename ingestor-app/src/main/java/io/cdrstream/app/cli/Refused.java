package io.cdrstream.app.cli;

/** A command cannot do what it was asked for, and says why in one sentence. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Refused(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
