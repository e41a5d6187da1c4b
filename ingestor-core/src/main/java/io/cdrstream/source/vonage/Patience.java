package io.cdrstream.source.vonage;

import io.cdrstream.model.DurationText;
import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How long one page may take. Runs only while we wait for the API, never while we wait for our own memory: a page that
 * stands because Kafka stands must not be given up, since asking for it again would be paid again (I8).
 *
 * <pre>
 *   request ── silence ──▶ head ── silence ──▶ chunk ══ our memory ══▶ ── silence ──▶ chunk …
 *   └───────────────────── page timeout, without ══ ──────────────────────────────────────▶
 * </pre>
 */
final class Patience {

    private static final Duration LONGEST_TICK = Duration.ofMillis(100);

    private final Duration silence;
    private final Duration whole;
    private final LongSupplier nanos;
    private final long started;
    private long heard;
    private long waited;
    private long waitingSince;
    private boolean isWaiting;

    Patience(Duration silence, Duration whole, LongSupplier nanos) {
        this.silence = silence;
        this.whole = whole;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.heard = started;
    }

    /** The API said something. */
    synchronized void heard() {
        heard = nanos.getAsLong();
    }

    /** The same wait, not counted. */
    Mono<Void> uncounted(Mono<Void> memory) {
        return Mono.defer(() -> {
                    pause();
                    return memory;
                })
                .doFinally(signal -> resume());
    }

    /** Never completes; fails when patience is over. */
    <T> Mono<T> lost() {
        Duration tick = silence.dividedBy(4).compareTo(LONGEST_TICK) < 0 ? silence.dividedBy(4) : LONGEST_TICK;
        return Flux.interval(tick)
                .onBackpressureDrop()
                .concatMap(t -> verdict(), 1)
                .then(Mono.never());
    }

    private synchronized void pause() {
        waitingSince = nanos.getAsLong();
        isWaiting = true;
    }

    private synchronized void resume() {
        heard = nanos.getAsLong();
        waited += heard - waitingSince;
        isWaiting = false;
    }

    synchronized Mono<Void> verdict() {
        long now = nanos.getAsLong();
        if (isWaiting) {
            return Mono.empty();
        }
        if (now - started - waited > whole.toNanos()) {
            return Mono.error(new Lost("the page took longer than " + DurationText.of(whole)));
        }
        return now - heard > silence.toNanos()
                ? Mono.error(new Lost("the API was silent for " + DurationText.of(silence)))
                : Mono.empty();
    }

    /** Patience is over. */
    static final class Lost extends Exception {

        Lost(String sentence) {
            super(sentence, null, false, false);
        }
    }
}
