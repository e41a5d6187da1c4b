package io.cdrstream.simulator.cdr;

/**
 * A CDR as it shows at a moment: which of its revisions, how long the call was (s) and how long until it was final
 * (ms).
 *
 * @param revision counted from 0
 * @param last the number of the last revision it will ever have
 */
record View(Cdr cdr, int revision, int last, int duration, long latency) {

    /** Whether status and price are those that will stay. A message may still be read later. */
    boolean settled() {
        return last == 0 || revision > 0;
    }
}
