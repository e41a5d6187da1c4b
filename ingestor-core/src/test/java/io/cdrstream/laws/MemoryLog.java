package io.cdrstream.laws;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Fingerprints;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.SeenSet;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.TaskBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What survives a crash, in memory: events, checkpoints and chunks, changed only by whole postings. Keeps nothing of a
 * ledger but what the ledger wrote, so that a wrong posting shows.
 */
final class MemoryLog {

    private final Random random;
    private final Scheduler scheduler;
    private final double losses;
    final List<String> events = new ArrayList<>();
    final Map<StreamId, List<Instant>> watermarks = new HashMap<>();
    private final Map<StreamId, Instant> watermark = new HashMap<>();
    private final Map<StreamId, Long> sequence = new HashMap<>();
    private final Map<StreamId, TreeMap<Instant, SliceProgress>> slices = new HashMap<>();
    private final Map<StreamId, Map<Long, long[]>> chunks = new HashMap<>();
    private final Map<Integer, Integer> epochs = new HashMap<>();
    int lost;

    MemoryLog(Random random, Scheduler scheduler, double losses) {
        this.random = random;
        this.scheduler = scheduler;
        this.losses = losses;
    }

    Ledger session(int task, List<CdrStream> streams, Instant now) {
        return new Session(task, streams, now);
    }

    /** Nothing that runs now can write any more. */
    void kill() {
        epochs.replaceAll((task, epoch) -> epoch + 1);
    }

    int chunks() {
        return chunks.values().stream().mapToInt(Map::size).sum();
    }

    int slices() {
        return slices.values().stream().mapToInt(Map::size).sum();
    }

    Map<StreamId, Instant> watermark() {
        return watermark;
    }

    private void write(Posting posting) {
        StreamId stream = posting.page().request().stream().id();
        posting.fresh().forEach(cdr -> events.add(stream + "#" + cdr.id()));
        watermark.put(stream, posting.watermark());
        watermarks.computeIfAbsent(stream, s -> new ArrayList<>()).add(posting.watermark());
        sequence.put(stream, posting.sequence());
        Map<Long, long[]> chunksOf = chunks.computeIfAbsent(stream, s -> new HashMap<>());
        if (posting.fingerprints().length > 0 && chunksOf.put(posting.sequence(), posting.fingerprints()) != null) {
            throw new AssertionError("chunk " + posting.sequence() + " was overwritten");
        }
        posting.dropped().forEach(chunksOf::remove);
        TreeMap<Instant, SliceProgress> slicesOf = slices.computeIfAbsent(stream, s -> new TreeMap<>());
        posting.written().forEach(slice -> slicesOf.put(slice.slice().from(), slice));
        posting.forgotten().forEach(slice -> slicesOf.remove(slice.from()));
    }

    private Progress progress(CdrStream stream, Instant now) {
        StreamId id = stream.id();
        watermark.computeIfAbsent(id, s -> stream.start() == null ? now : stream.start());
        TreeMap<Instant, SliceProgress> open = slices.getOrDefault(id, new TreeMap<>());
        return new Progress(id, watermark.get(id), sequence.getOrDefault(id, 0L), List.copyOf(open.values()));
    }

    private Map<Slice, SeenSet> seen(Progress progress) {
        Map<Slice, SeenSet> seen = new HashMap<>();
        for (SliceProgress slice : progress.slices()) {
            SeenSet set = new SeenSet();
            for (ChunkRef chunk : slice.isDone() ? List.<ChunkRef>of() : slice.chunks()) {
                set.addAll(chunks.get(progress.stream()).get(chunk.sequence()));
            }
            seen.put(slice.slice(), set);
        }
        return seen;
    }

    /** Commits page by page, a little later; sometimes fails, and then nobody knows whether it has written. */
    private final class Session implements Ledger {

        private final int task;
        private final List<CdrStream> streams;
        private final Instant now;
        private int mine;
        private TaskBook book;
        private Mono<Void> previous = Mono.empty();
        private boolean isLost;

        Session(int task, List<CdrStream> streams, Instant now) {
            this.task = task;
            this.streams = streams;
            this.now = now;
        }

        @Override
        public Mono<Restored> open() {
            return Mono.fromSupplier(() -> {
                mine = epochs.merge(task, 1, Integer::sum); // the fence
                Map<StreamId, Progress> progress = new HashMap<>();
                Map<StreamId, Map<Slice, SeenSet>> seen = new HashMap<>();
                for (CdrStream stream : streams) {
                    progress.put(stream.id(), progress(stream, now));
                    seen.put(stream.id(), seen(progress.get(stream.id())));
                }
                book = new TaskBook(progress, seen, new Fingerprints(new byte[16]));
                return new Restored(progress, List.of());
            });
        }

        @Override
        public Mono<Committed> commit(Page page) {
            return Mono.defer(() -> {
                Mono<Committed> commit = previous.then(Mono.delay(Duration.ofMillis(random.nextInt(250)), scheduler))
                        .then(Mono.fromCallable(() -> write(page)))
                        .cache();
                previous = commit.then().onErrorComplete();
                return commit;
            });
        }

        private Committed write(Page page) {
            if (isLost || mine != epochs.get(task)) {
                throw new SessionLost(SessionLost.Meaning.RETRY, "session over", null);
            }
            boolean fails = random.nextDouble() < losses;
            if (fails && random.nextBoolean()) {
                throw lose();
            }
            TaskBook open = book;
            Posting posting = open.post(page, 0);
            MemoryLog.this.write(posting);
            if (fails) {
                throw lose();
            }
            return new Committed(
                    page,
                    posting.fresh().size(),
                    posting.duplicates(),
                    posting.dead().size(),
                    posting.watermark());
        }

        private SessionLost lose() {
            isLost = true;
            lost++;
            return new SessionLost(SessionLost.Meaning.RETRY, "the commit is in doubt", null);
        }

        @Override
        public Mono<Void> close() {
            return Mono.defer(() -> previous);
        }
    }
}
