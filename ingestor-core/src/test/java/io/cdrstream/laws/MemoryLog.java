package io.cdrstream.laws;

import io.cdrstream.flow.Ledgers;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.sink.CancelledRedo;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Fingerprint;
import io.cdrstream.sink.Fingerprints;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Publication;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.TaskBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What survives a crash, in memory: events, checkpoints and chunks, changed only by whole postings. Keeps nothing of a
 * ledger but what the ledger wrote, so that a wrong posting shows.
 */
final class MemoryLog implements Ledgers {

    /** So few fingerprints in memory that slices which are read side by side push each other out. */
    private static final int FEW = 50;

    private final Random random;
    private final Scheduler scheduler;
    private final double losses;
    final List<String> events = new ArrayList<>();
    final Map<StreamId, List<Instant>> watermarks = new HashMap<>();
    final Map<StreamId, List<Instant>> seals = new HashMap<>();
    final List<Publication> published = new ArrayList<>();
    final List<StreamId> publishedBy = new ArrayList<>();
    final List<CompletenessEntry> entries = new ArrayList<>();
    private final Map<StreamId, Reached> reached = new HashMap<>();
    private final Map<StreamId, TreeMap<Instant, SliceProgress>> slices = new HashMap<>();
    private final Map<StreamId, TreeMap<Long, ChunkRef>> index = new HashMap<>();
    private final Map<StreamId, TreeMap<Long, FollowUp>> followUps = new HashMap<>();
    private final Map<StreamId, Map<String, Tally>> tallies = new HashMap<>();
    private final Map<String, Fingerprint[]> chunks = new HashMap<>();
    private final Map<Integer, Integer> epochs = new HashMap<>();
    final MemoryBills bills = new MemoryBills();
    int lost;
    /** Billed records of pages that are written, and whoever wrote them was told otherwise. */
    long doubtful;
    /** What a task waits for before it opens. */
    IntFunction<Mono<Void>> opening = task -> Mono.empty();
    /** What a look at the bills of all tasks waits for. */
    Mono<Void> looking = Mono.empty();
    /** Hears that a session begins. */
    Runnable whenOpened = () -> {};

    MemoryLog(Random random, Scheduler scheduler, double losses) {
        this.random = random;
        this.scheduler = scheduler;
        this.losses = losses;
    }

    @Override
    public Ledger session(int task, List<CdrStream> streams, Instant now) {
        return new Session(task, streams, now);
    }

    @Override
    public Mono<Map<Integer, List<DayBill>>> bills() {
        return looking.then(Mono.fromSupplier(bills::all));
    }

    /** Nothing that runs now can write any more. */
    void kill() {
        epochs.replaceAll((task, epoch) -> epoch + 1);
    }

    /** Somebody wants a time read once more: what runs now is fenced. */
    void redo(StreamId stream, Instant from) {
        Reached now = stored(reached.get(stream));
        kill();
        reached.put(stream, with(now, Redo.of(now, from)));
    }

    /** Somebody wants it no more. */
    void cancel(CdrStream stream) {
        StreamId id = stream.id();
        CancelledRedo cancelled = CancelledRedo.of(stream, progress(stream, Instant.MAX));
        kill();
        reached.put(id, with(reached.get(id), null));
        slices.get(id).keySet().removeAll(cancelled.slices());
        cancelled.tallies().forEach(tally -> tallies.get(id).remove(tally.pass() + "@" + tally.hour()));
        entries.addAll(cancelled.entries());
    }

    /** One that is over is not stored. */
    private static Reached stored(Reached state) {
        Redo redo = state.redo();
        return redo == null || !redo.isOver() ? state : with(state, null);
    }

    private static Reached with(Reached state, @Nullable Redo redo) {
        return new Reached(state.begin(), state.frontiers(), state.sealed(), state.known(), state.sequence(), redo);
    }

    /** Where a redo of every stream may begin. */
    Instant earliestRedo() {
        return reached.values().stream()
                .map(Reached::known)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Where all passes of a stream have been. */
    Instant last(StreamId stream) {
        return reached.get(stream).last();
    }

    boolean isRedoing(StreamId stream) {
        return stored(reached.get(stream)).redo() != null;
    }

    int chunks() {
        return chunks.size();
    }

    int indexed() {
        return index.values().stream().mapToInt(Map::size).sum();
    }

    int slices() {
        return slices.values().stream().mapToInt(Map::size).sum();
    }

    Map<StreamId, Instant> watermark() {
        Map<StreamId, Instant> watermarks = new HashMap<>();
        reached.forEach(
                (stream, state) -> watermarks.put(stream, state.frontiers().get(0)));
        return watermarks;
    }

    Instant sealed(StreamId stream) {
        return reached.get(stream).sealed();
    }

    private void write(Posting posting) {
        StreamId stream = posting.page().request().stream().id();
        for (Publication publication : posting.published()) {
            events.add(stream + "#" + publication.cdr().id());
            published.add(publication);
            publishedBy.add(stream);
        }
        entries.addAll(posting.entries());
        reached.put(stream, posting.reached());
        watermarks.computeIfAbsent(stream, s -> new ArrayList<>()).add(posting.watermark());
        seals.computeIfAbsent(stream, s -> new ArrayList<>())
                .add(posting.reached().sealed());
        for (Posting.Chunk chunk : posting.seen().written()) {
            if (chunks.put(key(chunk.ref()), chunk.prints()) != null) {
                throw new AssertionError("chunk " + chunk.ref() + " was overwritten");
            }
            index.computeIfAbsent(stream, s -> new TreeMap<>()).put(chunk.ref().sequence(), chunk.ref());
        }
        for (ChunkRef gone : posting.seen().dropped()) {
            chunks.remove(key(gone));
            index.computeIfAbsent(stream, s -> new TreeMap<>()).remove(gone.sequence());
        }
        TreeMap<Instant, SliceProgress> slicesOf = slices.computeIfAbsent(stream, s -> new TreeMap<>());
        posting.slices().forgotten().forEach(slicesOf::remove);
        posting.slices().written().forEach(slice -> slicesOf.put(slice.slice().from(), slice));
        TreeMap<Long, FollowUp> followUpsOf = followUps.computeIfAbsent(stream, s -> new TreeMap<>());
        posting.followUps().forEach(batch -> followUpsOf.put(batch.number(), batch));
        followUpsOf.values().removeIf(batch -> batch.ids().isEmpty());
        Map<String, Tally> talliesOf = tallies.computeIfAbsent(stream, s -> new HashMap<>());
        posting.closed().forEach(tally -> talliesOf.remove(tally.pass() + "@" + tally.hour()));
        posting.tallies().forEach(tally -> talliesOf.put(tally.pass() + "@" + tally.hour(), tally));
    }

    private static String key(ChunkRef chunk) {
        return chunk.owner() + "|" + chunk.sequence();
    }

    Progress progress(CdrStream stream, Instant now) {
        StreamId id = stream.id();
        Reached state = reached.get(id);
        if (state == null) {
            Progress first = Progress.begin(
                    id,
                    stream.start() == null ? now : stream.start(),
                    stream.plan().passes());
            reached.put(id, first.reached());
            return first;
        }
        return new Progress(
                id,
                stored(state),
                List.copyOf(slices.getOrDefault(id, new TreeMap<>()).values()),
                List.copyOf(index.getOrDefault(id, new TreeMap<>()).values()),
                List.copyOf(followUps.getOrDefault(id, new TreeMap<>()).values()),
                List.copyOf(tallies.getOrDefault(id, Map.of()).values()));
    }

    private Map<ChunkRef, Fingerprint[]> load(Collection<ChunkRef> wanted) {
        Map<ChunkRef, Fingerprint[]> loaded = new HashMap<>();
        for (ChunkRef chunk : wanted) {
            Fingerprint[] prints = chunks.get(key(chunk));
            if (prints == null) {
                throw new AssertionError("chunk " + chunk + " is gone");
            }
            loaded.put(chunk, prints);
        }
        return loaded;
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
            return opening.apply(task).then(Mono.fromSupplier(() -> {
                mine = epochs.merge(task, 1, Integer::sum); // the fence
                whenOpened.run();
                Map<StreamId, Progress> progress = new HashMap<>();
                for (CdrStream stream : streams) {
                    progress.put(stream.id(), progress(stream, now));
                }
                book = new TaskBook(streams, progress, new Fingerprints(new byte[16]), MemoryLog.this::load, FEW);
                return new Restored(progress, bills.of(task));
            }));
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

        @Override
        public Mono<Void> charge(DayBill charge) {
            return Mono.fromRunnable(() -> bills.add(task, charge));
        }

        private Committed write(Page page) {
            if (isLost || mine != epochs.get(task)) {
                throw new SessionLost(SessionLost.Meaning.RETRY, "session over", null);
            }
            boolean fails = random.nextDouble() < losses;
            if (fails && random.nextBoolean()) {
                throw lose();
            }
            Posting posting = post(page);
            if (fails) {
                doubtful += page.billedRecords();
                throw lose();
            }
            return new Committed(
                    posting, posting.published().size(), posting.dead().size(), Map.of());
        }

        /** Whatever fails here, the book may be ahead of the log: nothing more may be written by it. */
        private Posting post(Page page) {
            boolean wasLost = isLost;
            isLost = true;
            Posting posting = book.post(page, cdr -> false, 0);
            MemoryLog.this.write(posting);
            bills.add(task, page);
            isLost = wasLost;
            return posting;
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
