package io.cdrstream.simulator.cdr;

/** What a request asks to have in each record beyond the usual fields. */
public record Options(boolean includeMessage, boolean showConcatenated) {

    public static final Options NONE = new Options(false, false);
}
