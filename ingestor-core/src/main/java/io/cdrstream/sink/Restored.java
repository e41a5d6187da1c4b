package io.cdrstream.sink;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What a new session found.
 *
 * @param streams progress of every stream of the task, those that started just now included
 * @param billed records this task has committed per credential and UTC day
 * @param delays how late records arrive, by account and product
 */
public record Restored(Map<StreamId, Progress> streams, List<DayBill> billed, List<ArrivalDelay> delays) {

    public Restored {
        streams = Map.copyOf(streams);
        billed = List.copyOf(billed);
        delays = List.copyOf(delays);
    }

    public Restored(Map<StreamId, Progress> streams, List<DayBill> billed) {
        this(streams, billed, List.of());
    }

    /** Progress of one stream. */
    public Progress of(StreamId stream) {
        Progress progress = streams.get(stream);
        if (progress == null) {
            throw new IllegalStateException("nothing was restored for " + stream);
        }
        return progress;
    }

    /**
     * What a credential has paid for on a day, in UTC, as far as it is committed.
     *
     * @param source account and product; {@link #SUSPECT}; empty in what older versions have stored
     * @param pages answers, empty ones included
     */
    public record DayBill(String credential, String source, LocalDate day, long records, long pages) {

        /** Days before the present one: long enough for what the API says of a day to be compared with it. */
        public static final int KEPT_DAYS = 8;

        /** Instead of a source: answers that were of no use, and that the API may have charged for. */
        public static final String SUSPECT = "suspect";

        /** What one such answer may have cost. */
        public static DayBill suspect(String credential, LocalDate day, long records) {
            return new DayBill(credential, SUSPECT, day, records, 1);
        }

        /** What a page has cost that came and is not committed. */
        public static DayBill unused(Page page) {
            LocalDate day = LocalDate.ofInstant(page.apiTime(), ZoneOffset.UTC);
            return suspect(page.request().stream().credential(), day, page.billedRecords());
        }

        public DayBill plus(DayBill more) {
            return new DayBill(credential, source, day, records + more.records, pages + more.pages);
        }
    }
}
