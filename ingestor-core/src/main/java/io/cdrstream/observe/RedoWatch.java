package io.cdrstream.observe;

import io.cdrstream.flow.FlowListener;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Posting;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what is found after the seal, page by page, and what a redo has found when it is over. */
public final class RedoWatch implements FlowListener {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");

    private final Map<StreamId, Found> found = new ConcurrentHashMap<>();

    @Override
    public void committed(int task, Committed committed, Duration took) {
        Posting posting = committed.posting();
        if (posting.page().request().pass() != PageRequest.REDO) {
            return;
        }
        StreamId stream = posting.page().request().stream().id();
        AfterSeal after = AfterSeal.of(posting);
        if (after.late() > 0) {
            LOG.warn(
                    "{}: {} records were not known when their time was sealed, the earliest of {}; they are published as"
                            + " late, and the hours are corrected: see cdrstream completeness",
                    stream,
                    after.late(),
                    after.earliest());
        }
        @Nullable Redo redo = posting.reached().redo();
        Found page = Found.of(posting);
        Found sum = Objects.requireNonNull(
                found.compute(stream, (key, before) -> before != null && before.isOf(redo) ? before.plus(page) : page));
        if (redo == null || redo.isOver()) {
            found.remove(stream);
            LOG.info(
                    "{}: the time{} is read once more; since this instance read of it: {} late, {} updated, {} unchanged",
                    stream,
                    redo == null ? "" : " from " + redo.from() + " to " + redo.to(),
                    sum.late(),
                    sum.updated(),
                    sum.unchanged());
        }
    }

    /** @param redo that it is found by: one that went on elsewhere is not counted with the next one */
    private record Found(@Nullable Redo redo, long late, long updated, long unchanged) {

        static Found of(Posting posting) {
            return new Found(
                    posting.reached().redo(),
                    Surprise.count(posting, Change.LATE),
                    Surprise.count(posting, Change.UPDATED),
                    posting.unchanged());
        }

        boolean isOf(@Nullable Redo other) {
            return redo == null
                    || other == null
                    || redo.from().equals(other.from()) && redo.to().equals(other.to());
        }

        Found plus(Found more) {
            return new Found(redo, late + more.late, updated + more.updated, unchanged + more.unchanged);
        }
    }
}
