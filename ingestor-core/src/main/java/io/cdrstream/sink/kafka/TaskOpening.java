package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.SeenSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where each stream of a task goes on: at its checkpoint; at that of a retired sibling, if its filters have been
 * changed; else at its start. A new beginning is stored at once, so that {@code now} means the first start's now.
 *
 * <p>A retired sibling has the same account, product and direction, and is configured no longer. Its heir takes over
 * its watermark, the slices that are done, and what the others have already published. Of several siblings it takes the
 * one that has come least far: reading again what the others have read is less bad than losing what it has not. The
 * siblings' checkpoints are deleted in the same transaction: were one configured again later, it would inherit in its
 * turn instead of reading all over.
 */
final class TaskOpening {

    private static final Logger LOG = LoggerFactory.getLogger(TaskOpening.class);

    private final Checkpoints stored;
    private final List<CdrStream> streams;
    private final Instant now;
    private final Map<StreamId, StreamRecord> inherited = new HashMap<>();
    private final Map<StreamId, Progress> progress = new HashMap<>();
    private final Map<StreamId, Map<Slice, SeenSet>> seen = new HashMap<>();

    TaskOpening(Checkpoints stored, List<CdrStream> streams, Instant now) {
        this.stored = stored;
        this.streams = streams;
        this.now = now;
        inherited.putAll(heirs(stored, streams));
    }

    /** Which stream without a checkpoint goes on in the place of which retired sibling. */
    static Map<StreamId, StreamRecord> heirs(Checkpoints stored, List<CdrStream> streams) {
        Set<String> configured = streams.stream().map(s -> s.id().text()).collect(Collectors.toSet());
        Map<StreamId, StreamRecord> heirs = new HashMap<>();
        for (CdrStream stream : streams) {
            if (stored.stream(stream.id().text()) == null) {
                stored.streams().stream()
                        .filter(s -> s.group().equals(stream.id().group()) && !configured.contains(s.stream()))
                        .min(Comparator.comparing(StreamRecord::watermark))
                        .ifPresent(sibling -> heirs.put(stream.id(), sibling));
            }
        }
        return heirs;
    }

    /** The chunks that {@link #decide} needs: those of slices in progress, nobody's else. */
    Collection<ChunkAt> needed() {
        Set<ChunkAt> needed = new HashSet<>();
        for (CdrStream stream : streams) {
            String source = source(stream);
            stored.slices(source).stream()
                    .flatMap(slice -> slice.chunks().stream())
                    .forEach(chunk -> needed.add(new ChunkAt(source, chunk)));
        }
        return needed;
    }

    private String source(CdrStream stream) {
        StreamRecord sibling = inherited.get(stream.id());
        return sibling == null ? stream.id().text() : sibling.stream();
    }

    /**
     * @param chunks what {@link #needed} asked for
     * @param floor an offset of the seen topic at or before chunks written now
     * @param batch takes what has to be stored before anything else
     */
    void decide(Map<String, long[]> chunks, long floor, CheckpointBatch batch) {
        for (CdrStream stream : streams) {
            StreamRecord own = stored.stream(stream.id().text());
            StreamRecord sibling = inherited.get(stream.id());
            if (own != null) {
                goOn(stream, own, chunks, batch);
            } else if (sibling != null) {
                inherit(stream, sibling, new Inheritance(stored, sibling, chunks, floor), batch);
            } else {
                begin(stream, batch);
            }
        }
        inherited.values().stream().map(StreamRecord::group).distinct().forEach(group -> forget(group, batch));
    }

    private void goOn(CdrStream stream, StreamRecord own, Map<String, long[]> chunks, CheckpointBatch batch) {
        StreamId id = stream.id();
        List<SliceProgress> slices = stored.slices(id.text());
        Map<Slice, SeenSet> published = new HashMap<>();
        for (SliceProgress slice : slices) {
            SeenSet set = new SeenSet();
            slice.chunks().forEach(c -> set.addAll(chunks.getOrDefault(new ChunkAt(id.text(), c).key(), new long[0])));
            published.put(slice.slice(), set);
        }
        seen.put(id, published);
        progress.put(id, new Progress(id, own.watermark(), own.sequence(), slices));
        if (!own.key().equals(stream.key()) || !own.options().equals(stream.options())) {
            LOG.warn(
                    "{}: key or options were changed. They apply to what is read from now on (from {}); nothing is read"
                            + " again, events already published stay as they are",
                    id,
                    own.watermark());
            batch.stream(StreamRecord.of(stream, own.watermark(), own.sequence(), now));
        }
    }

    private void begin(CdrStream stream, CheckpointBatch batch) {
        @Nullable Instant start = stream.start();
        Instant watermark = (start == null ? now : start).truncatedTo(ChronoUnit.SECONDS);
        LOG.info("{}: no checkpoint yet, begins at {}", stream.id(), watermark);
        put(stream, watermark, 0, List.of(), batch);
    }

    private void inherit(CdrStream stream, StreamRecord sibling, Inheritance share, CheckpointBatch batch) {
        LOG.warn(
                "{} takes the place of {}, which is configured no longer, and goes on at its watermark {}. What was"
                        + " read under the old filters is not read again under the new ones",
                stream.id(),
                sibling.stream(),
                sibling.watermark());
        seen.put(stream.id(), share.seen());
        put(stream, sibling.watermark(), share.sequence(), share.slices(), batch);
        share.slices().forEach(slice -> batch.slice(stream.id().text(), slice));
        share.chunks().forEach((sequence, chunk) -> batch.chunk(stream.id().text(), sequence, chunk));
    }

    private void put(
            CdrStream stream, Instant watermark, long sequence, List<SliceProgress> slices, CheckpointBatch batch) {
        progress.put(stream.id(), new Progress(stream.id(), watermark, sequence, slices));
        batch.stream(StreamRecord.of(stream, watermark, sequence, now));
    }

    /** All retired siblings of a group: whoever of them came back would otherwise read all over. */
    private void forget(String group, CheckpointBatch batch) {
        Set<String> configured = streams.stream().map(s -> s.id().text()).collect(Collectors.toSet());
        List<StreamRecord> retired = new ArrayList<>(stored.streams());
        retired.removeIf(s -> !s.group().equals(group) || configured.contains(s.stream()));
        for (StreamRecord sibling : retired) {
            batch.forgetStream(sibling.stream());
            for (SliceProgress slice : stored.slices(sibling.stream())) {
                batch.forgetSlice(sibling.stream(), slice.slice().from());
                slice.chunks().forEach(chunk -> batch.forgetChunk(sibling.stream(), chunk.sequence()));
            }
        }
    }

    Map<StreamId, Progress> streams() {
        return progress;
    }

    Map<StreamId, Map<Slice, SeenSet>> seen() {
        return seen;
    }
}
