package io.cdrstream.laws;

import io.cdrstream.flow.Ledgers;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.sink.CancelledRedo;
import io.cdrstream.sink.Fingerprint;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Publication;
import io.cdrstream.sink.Restored.DayBill;
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

    final Random random;
    final Scheduler scheduler;
    /** How often a commit fails. */
    final double losses;

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
        return new MemoryLedger(this, task, streams, now);
    }

    @Override
    public Mono<Map<Integer, List<DayBill>>> bills() {
        return looking.then(Mono.fromSupplier(bills::all));
    }

    /** A session of the task begins, and none before it can write any more. Returns its number. */
    int fence(int task) {
        int epoch = epochs.merge(task, 1, Integer::sum);
        whenOpened.run();
        return epoch;
    }

    boolean isFenced(int task, int epoch) {
        return epoch != epochs.get(task);
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

    void write(Posting posting) {
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

    Map<ChunkRef, Fingerprint[]> load(Collection<ChunkRef> wanted) {
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
}
