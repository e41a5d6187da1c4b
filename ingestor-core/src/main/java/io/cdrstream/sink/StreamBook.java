package io.cdrstream.sink;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The book of one stream: how far its passes have come, what was published, who is asked for again, and what all of it
 * adds up to. Whatever a page changes in it is one {@link Posting}.
 */
final class StreamBook {

    private final CdrStream stream;
    private final Fingerprints fingerprints;
    private final SeenStore store;
    private final SeenMemory memory;
    private final Instant begin;
    private final Frontiers frontiers;
    private final ChunkIndex chunks;
    private final FollowUps followUps;
    private final Tallies tallies;
    private Instant sealed;
    private Instant known;
    private long sequence;
    private List<Posting.Chunk> appended = new ArrayList<>();
    private List<ChunkRef> dropped = new ArrayList<>();

    StreamBook(CdrStream stream, Progress progress, Fingerprints fingerprints, SeenStore store, SeenMemory memory) {
        this.stream = stream;
        this.fingerprints = fingerprints;
        this.store = store;
        this.memory = memory;
        this.begin = progress.begin();
        this.frontiers = new Frontiers(stream.id(), stream.plan(), progress.reached(), progress.slices());
        this.chunks = new ChunkIndex(progress.chunks());
        this.followUps = new FollowUps(stream.plan(), progress.followUps());
        this.tallies = new Tallies(stream.id(), stream.plan(), begin, stream.end(), progress.tallies());
        this.sealed = progress.sealed();
        this.known = progress.reached().known();
        this.sequence = progress.sequence();
    }

    /**
     * @param isTooLarge whose event its topic would not take
     * @param floor an offset of the seen topic at or before the chunks that the caller is going to write
     */
    Posting post(Page page, Predicate<Cdr> isTooLarge, long floor) {
        sequence++; // never restarts, so a slice read again appends chunks and overwrites none
        return page.request().isFollowUp() ? followedUp(page, isTooLarge, floor) : read(page, isTooLarge, floor);
    }

    private Posting read(Page page, Predicate<Cdr> isTooLarge, long floor) {
        PageRequest request = page.request();
        OpenSlice open = frontiers.open(request.slice(), OpenSlice.fresh(request, page.apiTime()));
        open.expect(page);
        @Nullable SeenSet kept = open.seen();
        SeenSet seen = kept != null ? kept : open.seen(load(open.slice));
        Assessment found = Assessment.of(page, seen, open.pages(), fingerprints, isTooLarge);
        boolean isDirty = found.isDirty && stream.plan().share(open.pass) < 1;
        open.advance(page.next(), isDirty, page.records().size());
        if (open.isDone()) {
            merge(open.slice, seen, found, floor);
        } else {
            append(found.prints, open.slice, floor);
        }
        followUps.remove(open.slice, found.told);
        followUps.add(open.slice, found.open, page.apiTime());
        frontiers.read(open);
        memory.used(open);
        return posting(page, found, sequence, floor);
    }

    private Posting followedUp(Page page, Predicate<Cdr> isTooLarge, long floor) {
        Slice range = page.request().slice();
        Assessment found = Assessment.of(page, load(range), 0, fingerprints, isTooLarge);
        append(found.prints, range, floor);
        followUps.remove(range, page.request().ids());
        followUps.add(range, found.open, page.apiTime());
        return posting(page, found, sequence, floor);
    }

    /**
     * A record comes back from the dead letter. It must not have been published meanwhile; and its slice must know of
     * it, so that the API's own next copy is dropped.
     *
     * @param unpublished which revision it is; null if it could not be read when it died
     */
    Posting postAgain(Page page, @Nullable Unpublished unpublished, long floor) {
        sequence++;
        long own = sequence;
        Slice range = page.request().slice();
        Assessment found = unpublished == null
                ? Assessment.of(page, load(range), 0, fingerprints, cdr -> false)
                : Assessment.again(page, load(range), fingerprints, unpublished);
        if (!found.published.isEmpty() && remembers(range)) {
            append(found.prints, range, floor);
            frontiers.reading(range).forEach(OpenSlice::forgetSeen); // they load it with their next page
        }
        found.sums.forget();
        return posting(page, found, own, floor);
    }

    private Posting posting(Page page, Assessment found, long own, long floor) {
        tallies.add(found.sums.tallies());
        advance();
        mergeNeighbours(floor);
        Posting.Seen seen = new Posting.Seen(appended, dropped);
        appended = new ArrayList<>();
        dropped = new ArrayList<>();
        return new Posting(
                page,
                own,
                found.published,
                found.unchanged,
                found.dead,
                found.tooLarge,
                seen,
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

    /** What was known once and is dropped is never said to be known again, whatever plans may come. */
    private void forget() {
        Instant forgotten = sealed.minus(stream.plan().memory());
        @Nullable Redo redo = frontiers.redo();
        if (redo != null && redo.next().isBefore(forgotten)) { // or else it would publish a second time
            forgotten = redo.next();
        }
        if (forgotten.isAfter(known)) {
            known = forgotten;
            drop(chunks.before(known));
        }
    }

    private SeenSet load(Slice range) {
        SeenSet seen = new SeenSet();
        List<ChunkRef> wanted = chunks.overlapping(range);
        if (!wanted.isEmpty()) {
            Map<ChunkRef, Fingerprint[]> loaded = fetch(wanted);
            wanted.forEach(chunk -> seen.putAll(get(loaded, chunk), range.contains(chunk.range())));
        }
        return seen;
    }

    /** What this very posting appends is nowhere else yet. */
    private Map<ChunkRef, Fingerprint[]> fetch(List<ChunkRef> wanted) {
        Map<ChunkRef, Fingerprint[]> here = new HashMap<>();
        appended.forEach(chunk -> here.put(chunk.ref(), chunk.prints()));
        List<ChunkRef> stored =
                wanted.stream().filter(chunk -> !here.containsKey(chunk)).toList();
        here.putAll(store.load(stored));
        return here;
    }

    private static Fingerprint[] get(Map<ChunkRef, Fingerprint[]> loaded, ChunkRef chunk) {
        Fingerprint @Nullable [] prints = loaded.get(chunk);
        if (prints == null) {
            throw new IllegalStateException("the store has left out a chunk");
        }
        return prints;
    }

    /** A slice that is read to its end needs one chunk and not one for each of its pages. */
    private void merge(Slice slice, SeenSet seen, Assessment found, long floor) {
        List<ChunkRef> parts = chunks.within(slice);
        boolean isOne = parts.size() + (found.prints.isEmpty() ? 0 : 1) <= 1;
        Fingerprint[] all = isOne ? new Fingerprint[0] : seen.own();
        if (isOne || all.length > ChunkIndex.MOST_PRINTS) {
            append(found.prints, slice, floor);
        } else {
            drop(parts);
            append(all, slice, floor);
        }
    }

    private void mergeNeighbours(long floor) {
        List<ChunkRef> parts = chunks.mergeable(frontiers.reading());
        if (!parts.isEmpty()) {
            Slice range = ChunkIndex.hull(parts);
            SeenSet all = load(range);
            drop(parts);
            sequence++;
            append(all.own(), range, floor);
        }
    }

    private void append(List<Fingerprint> prints, Slice range, long floor) {
        append(prints.toArray(Fingerprint[]::new), range, floor);
    }

    private void append(Fingerprint[] prints, Slice range, long floor) {
        if (prints.length > 0 && remembers(range)) {
            ChunkRef ref = new ChunkRef(stream.id().text(), sequence, floor, prints.length, range);
            chunks.add(ref);
            appended.add(new Posting.Chunk(ref, prints));
        }
    }

    private void drop(List<ChunkRef> gone) {
        chunks.remove(gone);
        for (ChunkRef chunk : gone) {
            if (!appended.removeIf(written -> written.ref().equals(chunk))) {
                dropped.add(chunk);
            }
        }
    }

    /** Whether it is still known what was published of that time. */
    boolean remembers(Slice range) {
        return range.to().isAfter(known);
    }

    long nextSequence() {
        return sequence + 1;
    }

    private Reached reached() {
        return new Reached(begin, frontiers.all(), sealed, known, sequence, frontiers.redo());
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
