package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.StreamId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
 * its frontiers, the slices that are done, and what it has published. Of several siblings it takes the one that has
 * come least far: reading again what the others have read is less bad than losing what it has not. The siblings'
 * checkpoints are deleted in the same transaction: were one configured again later, it would inherit in its turn
 * instead of reading all over.
 */
final class TaskOpening {

    private static final Logger LOG = LoggerFactory.getLogger(TaskOpening.class);

    private final Checkpoints stored;
    private final List<CdrStream> streams;
    private final Instant now;
    private final Map<StreamId, StreamRecord> inherited = new HashMap<>();
    private final Map<StreamId, Progress> progress = new HashMap<>();

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

    /** @param batch takes what has to be stored before anything else */
    void decide(CheckpointBatch batch) {
        for (CdrStream stream : streams) {
            StreamRecord own = stored.stream(stream.id().text());
            StreamRecord sibling = inherited.get(stream.id());
            if (own != null) {
                goOn(stream, own, batch);
            } else if (sibling != null) {
                inherit(stream, sibling, batch);
            } else {
                begin(stream, batch);
            }
        }
        inherited.values().stream().map(StreamRecord::group).distinct().forEach(group -> forget(group, batch));
    }

    private void goOn(CdrStream stream, StreamRecord own, CheckpointBatch batch) {
        String text = stream.id().text();
        List<SliceProgress> slices = stored.slices(text);
        ChangedStream.of(stream, own, stored(stream, own, slices, stored))
                .forEach(change -> LOG.warn("{} {}", stream.id(), change.sentence()));
        if (!own.isOf(stream.plan())) {
            slices.stream()
                    .filter(slice -> slice.pass() != 0)
                    .forEach(slice -> batch.forgetSlice(text, slice.slice().from()));
            slices = slices.stream().filter(slice -> slice.pass() == 0).toList();
        }
        if (!own.options().equals(stream.options())) {
            slices = slices.stream().map(SliceProgress::underAnotherQuery).toList();
            slices.stream().filter(slice -> !slice.isDone()).forEach(slice -> batch.slice(text, slice));
        }
        Progress restored = stored(stream, own, slices, stored);
        progress.put(stream.id(), restored);
        if (!StreamRecord.of(stream, restored.reached(), own.updated()).equals(own)) {
            batch.stream(StreamRecord.of(stream, restored.reached(), now));
        }
    }

    /** What is stored of a stream under its own name. */
    static Progress stored(CdrStream stream, StreamRecord own, List<SliceProgress> slices, Checkpoints stored) {
        String text = stream.id().text();
        return new Progress(
                stream.id(),
                own.reached(stream.plan()),
                slices,
                stored.chunks(text),
                stored.followUps(text),
                stored.tallies(text));
    }

    private void begin(CdrStream stream, CheckpointBatch batch) {
        @Nullable Instant start = stream.start();
        Instant watermark = (start == null ? now : start).truncatedTo(ChronoUnit.SECONDS);
        LOG.info("{}: no checkpoint yet, begins at {}", stream.id(), watermark);
        put(stream, Progress.begin(stream.id(), watermark, stream.plan().passes()), batch);
    }

    private void inherit(CdrStream stream, StreamRecord sibling, CheckpointBatch batch) {
        LOG.warn(
                "{} takes the place of {}, which is configured no longer, and goes on at its watermark {}; {}",
                stream.id(),
                sibling.stream(),
                sibling.watermark(),
                ChangedStream.again(stored.slices(sibling.stream())));
        put(stream, Inheritance.of(stream, sibling, stored), batch);
    }

    private void put(CdrStream stream, Progress first, CheckpointBatch batch) {
        String text = stream.id().text();
        progress.put(stream.id(), first);
        batch.stream(StreamRecord.of(stream, first.reached(), now));
        first.slices().forEach(slice -> batch.slice(text, slice));
        first.chunks().forEach(chunk -> batch.index(text, chunk));
        first.followUps().forEach(followUp -> batch.followUp(text, followUp));
        first.tallies().forEach(tally -> batch.tally(text, tally));
    }

    /** All retired siblings of a group: whoever of them came back would otherwise read all over. */
    private void forget(String group, CheckpointBatch batch) {
        Set<String> configured = streams.stream().map(s -> s.id().text()).collect(Collectors.toSet());
        List<StreamRecord> retired = new ArrayList<>(stored.streams());
        retired.removeIf(s -> !s.group().equals(group) || configured.contains(s.stream()));
        retired.forEach(sibling -> forget(sibling, batch));
    }

    /** Chunks that an heir refers to stay where they are. */
    private void forget(StreamRecord sibling, CheckpointBatch batch) {
        String text = sibling.stream();
        boolean hasHeir = inherited.containsValue(sibling);
        batch.forgetStream(text);
        stored.slices(text)
                .forEach(slice -> batch.forgetSlice(text, slice.slice().from()));
        stored.followUps(text).forEach(followUp -> batch.forgetFollowUp(text, followUp));
        stored.tallies(text).forEach(tally -> batch.forgetTally(text, tally));
        for (ChunkRef chunk : stored.chunks(text)) {
            if (hasHeir) {
                batch.forgetIndexed(text, chunk);
            } else {
                batch.forgetChunk(text, chunk);
            }
        }
    }

    Map<StreamId, Progress> streams() {
        return progress;
    }
}
