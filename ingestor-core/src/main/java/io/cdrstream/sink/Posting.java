package io.cdrstream.sink;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.List;

/**
 * Everything that one page changes, to be written in one transaction (I1).
 *
 * @param sequence number of this commit in its stream
 * @param fresh records to publish
 * @param duplicates how many records the seen-set dropped
 * @param dead bad records that are not in the dead letter yet
 * @param fingerprints the chunk to append to the seen-set under {@code sequence}; empty = none
 * @param written slices whose progress is to be stored
 * @param forgotten slices below the watermark, whose progress is to be deleted
 * @param dropped sequences of chunks that nobody needs any more
 * @param watermark of the stream, after this
 */
public record Posting(
        Page page,
        long sequence,
        List<Cdr> fresh,
        int duplicates,
        List<BadRecord> dead,
        long[] fingerprints,
        List<SliceProgress> written,
        List<Slice> forgotten,
        List<Long> dropped,
        Instant watermark) {}
