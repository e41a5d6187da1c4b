package io.cdrstream.sink;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The book of one stream: how far its passes have come, what was published, who is asked for again, and what all of it
 * adds up to. Whatever a page changes in it is one {@link Posting}.
 */
final class StreamBook {

    private final CdrStream stream;
    private final Fingerprints fingerprints;
    private final SeenMemory memory;
    private final Instant begin;
    private final Frontiers frontiers;
    private final SeenChunks chunks;
    private final FollowUps followUps;
    private final Tallies tallies;
    private Instant sealed;

    StreamBook(CdrStream stream, Progress progress, Fingerprints fingerprints, SeenStore store, SeenMemory memory) {
        this.stream = stream;
        this.fingerprints = fingerprints;
        this.memory = memory;
        this.begin = progress.begin();
        this.frontiers = new Frontiers(stream.id(), stream.plan(), progress.reached(), progress.slices());
        this.chunks = new SeenChunks(progress, store);
        this.followUps = new FollowUps(stream.plan(), progress.followUps());
        this.tallies = new Tallies(
                stream.id(), stream.plan(), begin, progress.bounded(stream).end(), progress.tallies());
        this.sealed = progress.sealed();
    }

    /**
     * @param isTooLarge whose event its topic would not take
     * @param floor an offset of the seen topic at or before the chunks that the caller is going to write
     */
    Posting post(Page page, Predicate<Cdr> isTooLarge, long floor) {
        long own = chunks.begin();
        Assessment found =
                page.request().isFollowUp() ? followedUp(page, isTooLarge, floor) : read(page, isTooLarge, floor);
        return posting(page, found, own, floor);
    }

    private Assessment read(Page page, Predicate<Cdr> isTooLarge, long floor) {
        PageRequest request = page.request();
        OpenSlice open = frontiers.open(request.slice(), OpenSlice.fresh(request, page.apiTime()));
        open.expect(page);
        @Nullable SeenSet kept = open.seen();
        SeenSet seen = kept != null ? kept : open.seen(chunks.load(open.slice));
        Assessment found = Assessment.of(page, seen, open.pages(), fingerprints, isTooLarge);
        boolean isDirty = found.isDirty && stream.plan().share(open.pass) < 1;
        open.advance(page.next(), isDirty, page.records().size());
        if (open.isDone()) {
            chunks.close(open.slice, seen, found.prints, floor);
        } else {
            chunks.append(found.prints, open.slice, floor);
        }
        followUps.remove(open.slice, found.told);
        followUps.add(open.slice, found.open, page.apiTime());
        frontiers.read(open);
        memory.used(open);
        return found;
    }

    private Assessment followedUp(Page page, Predicate<Cdr> isTooLarge, long floor) {
        Slice range = page.request().slice();
        Assessment found = Assessment.of(page, chunks.load(range), 0, fingerprints, isTooLarge);
        chunks.append(found.prints, range, floor);
        followUps.remove(range, page.request().ids());
        followUps.add(range, found.open, page.apiTime());
        return found;
    }

    /**
     * A record comes back from the dead letter. It must not have been published meanwhile; and its slice must know of
     * it, so that the API's own next copy is dropped.
     *
     * @param unpublished which revision it is; null if it could not be read when it died
     */
    Posting postAgain(Page page, @Nullable Unpublished unpublished, long floor) {
        long own = chunks.begin();
        Slice range = page.request().slice();
        Assessment found = unpublished == null
                ? Assessment.of(page, chunks.load(range), 0, fingerprints, cdr -> false)
                : Assessment.again(page, chunks.load(range), fingerprints, unpublished);
        if (!found.published.isEmpty() && remembers(range)) {
            chunks.append(found.prints, range, floor);
            frontiers.reading(range).forEach(OpenSlice::forgetSeen); // they load it with their next page
        }
        found.sums.forget();
        return posting(page, found, own, floor);
    }

    private Posting posting(Page page, Assessment found, long own, long floor) {
        tallies.add(found.sums.tallies());
        advance();
        chunks.mergeNeighbours(frontiers.reading(), floor);
        return new Posting(
                page,
                own,
                found.published,
                found.unchanged,
                found.dead,
                found.tooLarge,
                chunks.takeChanges(),
                frontiers.takeChanges(),
                followUps.takeChanged(),
                tallies.takeChanged(),
                tallies.takeClosed(),
                tallies.takeEntries(),
                reached());
    }

    private void advance() {
        List<Instant> before = frontiers.all();
        frontiers.advance();
        for (int pass = 0; pass < before.size(); pass++) {
            tallies.advance(pass, before.get(pass), frontiers.frontier(pass));
        }
        Instant last = frontiers.frontier(before.size() - 1);
        Instant open = followUps.earliest().filter(from -> from.isBefore(last)).orElse(last);
        if (open.isAfter(sealed)) { // like a watermark it never goes back
            tallies.seal(sealed, open);
            sealed = open;
        }
        correct(open);
        forget();
    }

    /** What a redo, and look-ups by id after it, have found in hours that were closed. */
    private void correct(Instant open) {
        @Nullable Redo redo = frontiers.redo();
        Instant until = redo == null || redo.isOver() ? Instant.MAX : redo.next();
        tallies.close(PageRequest.REDO, PassPlan.REDO, until);
        if (!open.isBefore(sealed)) {
            tallies.close(PageRequest.FOLLOW_UP, CompletenessEntry.SEALED, sealed);
        }
    }

    private void forget() {
        Instant forgotten = sealed.minus(stream.plan().memory());
        @Nullable Redo redo = frontiers.redo();
        if (redo != null && redo.next().isBefore(forgotten)) { // or else it would publish a second time
            forgotten = redo.next();
        }
        chunks.forget(forgotten);
    }

    /** Whether it is still known what was published of that time. */
    boolean remembers(Slice range) {
        return chunks.remembers(range);
    }

    long nextSequence() {
        return chunks.next();
    }

    private Reached reached() {
        return new Reached(begin, frontiers.all(), sealed, chunks.known(), chunks.last(), frontiers.redo());
    }

    Progress progress() {
        return new Progress(
                stream.id(),
                reached(),
                frontiers.progress(),
                chunks.all(),
                List.copyOf(followUps.all()),
                List.copyOf(tallies.all()));
    }
}
