package io.cdrstream.model;

/** A time may not be read once more; the message says to an operator why. */
public final class RedoRefused extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public RedoRefused(String sentence) {
        super(sentence);
    }
}
