package io.cdrstream.sink;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The book of one stream: its watermark and the slices above it.
 *
 * <pre>
 *   ─────────┤ done ├ reading ┤   gap    ├ done ┤   gap ─▶
 *        watermark
 * </pre>
 *
 * <p>The watermark moves over slices that are done and touch it, never over a gap, never back (I3, I4, I5).
 */
final class StreamBook {

    private final StreamId stream;
    private final TreeMap<Instant, OpenSlice> slices = new TreeMap<>();
    private Instant watermark;
    private long sequence;

    StreamBook(Progress progress, Map<Slice, SeenSet> seen) {
        this.stream = progress.stream();
        this.watermark = progress.watermark();
        this.sequence = progress.sequence();
        for (SliceProgress slice : progress.slices()) {
            SeenSet published = seen.getOrDefault(slice.slice(), new SeenSet());
            slices.put(slice.slice().from(), OpenSlice.restored(slice, published));
        }
    }

    Posting post(Page page, long floor, Fingerprints fingerprints) {
        List<SliceProgress> written = new ArrayList<>();
        OpenSlice open = open(page.request().slice(), written);
        open.expect(page.request().cursor());
        sequence++; // never restarts, so a slice read again appends chunks and overwrites none

        Unseen unseen = new Unseen(page, open, fingerprints);
        open.advance(page.next());
        List<Long> dropped = List.of();
        if (open.isDone()) {
            dropped = drop(open.clearChunks());
        } else if (unseen.chunk.length > 0) {
            open.append(new ChunkRef(sequence, floor, unseen.chunk.length));
        }
        List<Slice> forgotten = advanceWatermark();
        if (slices.containsValue(open)) {
            written.add(open.store());
        }
        return new Posting(
                page,
                sequence,
                unseen.records,
                page.records().size() - unseen.records.size(),
                unseen.bad,
                open.isDone() ? new long[0] : unseen.chunk,
                written,
                forgotten,
                dropped,
                watermark);
    }

    /**
     * A record comes back from the dead letter. A slice of its time that is still being read must know of it, so that
     * the API's own next copy is dropped; and must not have published one already.
     */
    Posting postAgain(Page page, boolean hadId, long floor, Fingerprints fingerprints) {
        List<Cdr> records = page.records();
        sequence++;
        List<SliceProgress> written = new ArrayList<>();
        long[] chunk = new long[0];
        if (!hadId && !records.isEmpty()) {
            long fingerprint = fingerprints.of(records.get(0).id());
            List<OpenSlice> reading = reading(page.request().slice());
            if (reading.stream().anyMatch(slice -> slice.seen().contains(fingerprint))) {
                records = List.of();
            } else if (!reading.isEmpty()) {
                chunk = new long[] {fingerprint};
                reading.forEach(slice -> {
                    slice.seen().add(fingerprint);
                    slice.append(new ChunkRef(sequence, floor, 1));
                    written.add(slice.store());
                });
            }
        }
        int duplicates = page.records().size() - records.size();
        return new Posting(
                page, sequence, records, duplicates, page.bad(), chunk, written, List.of(), List.of(), watermark);
    }

    private List<OpenSlice> reading(Slice slice) {
        return slices.headMap(slice.to()).values().stream()
                .filter(open -> !open.isDone() && open.slice.to().isAfter(slice.from()))
                .toList();
    }

    long nextSequence() {
        return sequence + 1;
    }

    Progress progress() {
        return new Progress(
                stream,
                watermark,
                sequence,
                slices.values().stream().map(OpenSlice::progress).toList());
    }

    /** The open slice with these bounds: known, cut out of a longer one, or new in a gap. */
    private OpenSlice open(Slice slice, List<SliceProgress> written) {
        Map.@Nullable Entry<Instant, OpenSlice> before = slices.floorEntry(slice.from());
        if (before != null && before.getValue().slice.equals(slice)) {
            return before.getValue();
        }
        if (before != null && before.getValue().slice.to().isAfter(slice.from())) {
            return cut(before.getValue(), slice, written);
        }
        Instant next = slices.higherKey(slice.from());
        if (slice.from().isBefore(watermark) || next != null && next.isBefore(slice.to())) { // I4
            throw new IllegalStateException(slice + " of " + stream + " overlaps what is already being read");
        }
        return put(OpenSlice.fresh(slice));
    }

    /** A slice that is read again in parts: every part inherits what the whole has published. */
    private OpenSlice cut(OpenSlice whole, Slice slice, List<SliceProgress> written) {
        if (whole.isDone() || whole.slice.to().isBefore(slice.to())) {
            throw new IllegalStateException(slice + " of " + stream + " is no part of " + whole.slice);
        }
        if (whole.slice.from().isBefore(slice.from())) {
            written.add(
                    put(whole.part(new Slice(whole.slice.from(), slice.from()))).store());
        }
        if (slice.to().isBefore(whole.slice.to())) {
            written.add(put(whole.part(new Slice(slice.to(), whole.slice.to()))).store());
        }
        return put(whole.part(slice));
    }

    private OpenSlice put(OpenSlice open) {
        slices.put(open.slice.from(), open);
        return open;
    }

    private List<Slice> advanceWatermark() {
        List<Slice> forgotten = new ArrayList<>();
        OpenSlice first = slices.get(watermark);
        while (first != null && first.isDone()) { // I5: nothing below it is left to read
            slices.remove(watermark);
            if (first.isStored()) {
                forgotten.add(first.slice);
            }
            watermark = first.slice.to();
            first = slices.get(watermark);
        }
        return forgotten;
    }

    private List<Long> drop(List<ChunkRef> chunks) {
        return chunks.stream()
                .filter(chunk -> slices.values().stream().noneMatch(other -> other.refersTo(chunk)))
                .map(ChunkRef::sequence)
                .toList();
    }

    /** What of a page has not been published yet, in the page's order. */
    private static final class Unseen {

        final List<Cdr> records = new ArrayList<>();
        final List<BadRecord> bad = new ArrayList<>();
        final long[] chunk;

        Unseen(Page page, OpenSlice open, Fingerprints fingerprints) {
            long[] fresh = new long[page.records().size() + page.bad().size()];
            int n = 0;
            for (Cdr cdr : page.records()) {
                long fingerprint = fingerprints.of(cdr.id());
                if (open.seen().add(fingerprint)) {
                    records.add(cdr);
                    fresh[n++] = fingerprint;
                }
            }
            for (BadRecord record : page.bad()) {
                long fingerprint = fingerprint(page, record, open.pages(), fingerprints);
                if (open.seen().add(fingerprint)) {
                    bad.add(record);
                    fresh[n++] = fingerprint;
                }
            }
            chunk = Arrays.copyOf(fresh, n);
        }

        /**
         * Long ones are told apart by their bytes alone, wherever they turn up again; short ones by their place too.
         */
        private static long fingerprint(Page page, BadRecord bad, int number, Fingerprints fingerprints) {
            boolean isLong = bad.length() >= 32;
            return fingerprints.of(
                    page.body(), bad.offset(), bad.length(), isLong ? 0 : number, isLong ? 0 : bad.ordinal());
        }
    }
}
