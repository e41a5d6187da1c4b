package io.cdrstream.sink;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Digest;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Tally;
import io.cdrstream.model.Tally.Counts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a page adds to the tallies of its pass, hour by hour of event time. A time outside of the slice, or none, counts
 * where the slice begins: the API has filed the record somewhere in it.
 */
final class PageSums {

    private final PageRequest request;
    private final boolean isFree;
    private final Map<Instant, Hour> hours = new TreeMap<>();
    private final Hour first;
    private Hour last;
    private long lastBegin;

    PageSums(Page page) {
        this.request = page.request();
        this.isFree = request.stream().product().isFree();
        Instant begin = request.slice().from().truncatedTo(ChronoUnit.HOURS);
        this.first = new Hour();
        this.last = first;
        this.lastBegin = begin.getEpochSecond();
        hours.put(begin, first);
        first.pages = 1;
        first.records = page.bad().size();
        first.billed = isFree ? 0 : page.bad().size();
    }

    void published(Publication publication) {
        Cdr cdr = publication.cdr();
        Hour hour = returned(cdr);
        Change change = publication.revision().change();
        switch (change) {
            case NEW -> hour.fresh++;
            case LATE -> hour.late++;
            case UPDATED -> hour.updated++;
        }
        if (change != Change.UPDATED) {
            hour.ids += Digest.word(cdr.id());
        }
        @Nullable BigDecimal delta = publication.delta();
        if (delta != null) {
            @Nullable String currency = cdr.content().currency();
            hour.charge.merge(currency == null ? "" : currency, delta, BigDecimal::add);
        }
    }

    void unchanged(Cdr cdr) {
        returned(cdr).unchanged++;
    }

    /** Too large to be published. */
    void dead(Cdr cdr) {
        returned(cdr).dead++;
    }

    void dead() {
        first.dead++;
    }

    /** A bad record that was dead before. */
    void repeated() {
        first.unchanged++;
    }

    private Hour returned(Cdr cdr) {
        Hour hour = hour(cdr.eventTime());
        hour.records++;
        hour.billed += isFree ? 0 : 1;
        return hour;
    }

    private Hour hour(@Nullable Instant time) {
        if (time == null
                || time.isBefore(request.slice().from())
                || !time.isBefore(request.slice().to())) {
            return first;
        }
        long second = time.getEpochSecond();
        if (second < lastBegin || second >= lastBegin + Tally.HOUR.toSeconds()) { // neighbours share their hour
            Instant begin = time.truncatedTo(ChronoUnit.HOURS);
            last = hours.computeIfAbsent(begin, h -> new Hour());
            lastBegin = begin.getEpochSecond();
        }
        return last;
    }

    /** What is not of a pass is in no tally. */
    void forget() {
        hours.clear();
    }

    List<Tally> tallies() {
        List<Tally> tallies = new ArrayList<>();
        hours.forEach((begin, hour) -> tallies.add(hour.tally(request.pass(), begin)));
        return tallies;
    }

    private static final class Hour {

        private long pages;
        private long records;
        private long fresh;
        private long late;
        private long updated;
        private long unchanged;
        private long dead;
        private long billed;
        private long ids;
        private final Map<String, BigDecimal> charge = new HashMap<>();

        Tally tally(int pass, Instant begin) {
            Counts counts = new Counts(pages, records, fresh, late, updated, unchanged, dead, billed);
            return new Tally(pass, begin, counts, charge, ids);
        }
    }
}
