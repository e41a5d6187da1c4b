package io.cdrstream.sink.kafka;

/** Hears how far a long search has come. */
@FunctionalInterface
public interface ScanWatcher {

    /**
     * Called often.
     *
     * @param what is searched: a topic
     * @param done messages passed, of {@code all} in the partition searched now
     */
    void scanned(String what, long done, long all);
}
