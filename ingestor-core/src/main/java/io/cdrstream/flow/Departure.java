package io.cdrstream.flow;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** The turn of a request at its pacer. May be told from any thread what became of it; only the first word counts. */
final class Departure {

    private final LongConsumer heard;
    private final long turn;
    private final LongSupplier nanoTime;
    private final AtomicBoolean isTold = new AtomicBoolean();

    /** @param heard when it left; once */
    Departure(LongConsumer heard, long turn, LongSupplier nanoTime) {
        this.heard = heard;
        this.turn = turn;
        this.nanoTime = nanoTime;
    }

    /** The request leaves now. */
    void left() {
        tell(nanoTime.getAsLong());
    }

    /** The request is over, or never was. Where nobody has said when it left, it did so at its turn, if ever. */
    void over() {
        tell(turn);
    }

    private void tell(long time) {
        if (isTold.compareAndSet(false, true)) {
            heard.accept(time);
        }
    }
}
