package io.cdrstream.app.cli;

import io.cdrstream.sink.kafka.ScanWatcher;
import java.io.PrintWriter;
import java.time.Duration;

/** A line about a search that takes long, every few seconds. */
final class ScanLine implements ScanWatcher {

    private static final long PAUSE = Duration.ofSeconds(3).toNanos();

    private final PrintWriter err;
    private long said = System.nanoTime();

    ScanLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void scanned(String what, long done, long all) {
        long now = System.nanoTime();
        if (now - said > PAUSE) {
            said = now;
            err.println("searching " + what + ": " + 100 * done / Math.max(1, all) + " %");
            err.flush();
        }
    }
}
