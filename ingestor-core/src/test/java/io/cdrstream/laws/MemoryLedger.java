package io.cdrstream.laws;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Fingerprints;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.TaskBook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Commits page by page, a little later; sometimes fails, and then nobody knows whether it has written. */
final class MemoryLedger implements Ledger {

    /** So few fingerprints in memory that slices which are read side by side push each other out. */
    private static final int FEW = 50;

    private final MemoryLog log;
    private final int task;
    private final List<CdrStream> streams;
    private final Instant now;
    private int mine;
    private TaskBook book;
    private Mono<Void> previous = Mono.empty();
    private boolean isLost;

    MemoryLedger(MemoryLog log, int task, List<CdrStream> streams, Instant now) {
        this.log = log;
        this.task = task;
        this.streams = streams;
        this.now = now;
    }

    @Override
    public Mono<Restored> open() {
        return log.opening.apply(task).then(Mono.fromSupplier(() -> {
            mine = log.fence(task);
            Map<StreamId, Progress> progress = new HashMap<>();
            for (CdrStream stream : streams) {
                progress.put(stream.id(), log.progress(stream, now));
            }
            book = new TaskBook(streams, progress, new Fingerprints(new byte[16]), log::load, FEW);
            return new Restored(progress, log.bills.of(task));
        }));
    }

    @Override
    public Mono<Committed> commit(Page page) {
        return Mono.defer(() -> {
            Mono<Committed> commit = previous.then(
                            Mono.delay(Duration.ofMillis(log.random.nextInt(250)), log.scheduler))
                    .then(Mono.fromCallable(() -> write(page)))
                    .cache();
            previous = commit.then().onErrorComplete();
            return commit;
        });
    }

    @Override
    public Mono<Void> charge(DayBill charge) {
        return Mono.fromRunnable(() -> log.bills.add(task, charge));
    }

    private Committed write(Page page) {
        if (isLost || log.isFenced(task, mine)) {
            throw new SessionLost(SessionLost.Meaning.RETRY, "session over", null);
        }
        boolean fails = log.random.nextDouble() < log.losses;
        if (fails && log.random.nextBoolean()) {
            throw lose();
        }
        Posting posting = post(page);
        if (fails) {
            log.doubtful += page.billedRecords();
            throw lose();
        }
        return new Committed(posting, posting.published().size(), posting.dead().size(), Map.of());
    }

    /** Whatever fails here, the book may be ahead of the log: nothing more may be written by it. */
    private Posting post(Page page) {
        boolean wasLost = isLost;
        isLost = true;
        Posting posting = book.post(page, cdr -> false, 0);
        log.write(posting);
        log.bills.add(task, page);
        isLost = wasLost;
        return posting;
    }

    private SessionLost lose() {
        isLost = true;
        log.lost++;
        return new SessionLost(SessionLost.Meaning.RETRY, "the commit is in doubt", null);
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> previous);
    }
}
