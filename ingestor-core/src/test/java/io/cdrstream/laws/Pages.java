package io.cdrstream.laws;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Cuts histories into pages. A cursor says where the next page begins and when the first one was cut. */
final class Pages {

    private final Map<StreamId, History> histories;
    private final Random random;
    int size = HistoryApi.PAGE;
    Paging paging = Paging.SNAPSHOT;
    Duration cursorLife = Duration.ofDays(365);

    Pages(Map<StreamId, History> histories, Random random) {
        this.histories = histories;
        this.random = random;
    }

    /** What happens to the later pages of a slice when records are inserted or change between two of them. */
    enum Paging {
        /** Nothing: all pages show what was there when the first was cut. */
        SNAPSHOT,
        /** They show the present, and records move on to the next page when others are inserted before them. */
        SHIFTING,
        /** As before, and now and then the record at the edge of two pages is on neither. */
        SLIPPING
    }

    /** Where a page begins, and when the first page of its slice was cut. */
    private record Mark(int from, Instant first) {

        static Mark of(PageRequest request, Instant now) {
            if (request.cursor() == null) {
                return new Mark(0, now);
            }
            String[] parts = request.cursor().cursor().split("@", 2);
            return new Mark(Integer.parseInt(parts[0]), Instant.parse(parts[1]));
        }

        Cursor cursor(int next, PageRequest request) {
            return new Cursor(next + "@" + first, request.slice().toString());
        }
    }

    /** When the first page of this slice was cut, or is now. */
    Instant asOf(PageRequest request, Instant now) {
        return paging == Paging.SNAPSHOT ? Mark.of(request, now).first : now;
    }

    static Instant firstPage(PageRequest request, Instant now) {
        return Mark.of(request, now).first;
    }

    boolean isExpired(PageRequest request, Instant now) {
        return Mark.of(request, now).first.plus(cursorLife).isBefore(now);
    }

    Page page(PageRequest request, Instant now) {
        return request.isFollowUp() ? byId(request, now) : cut(request, now);
    }

    private Page cut(PageRequest request, Instant now) {
        Mark mark = Mark.of(request, now);
        Instant asOf = asOf(request, now);
        List<Life> shown = history(request).in(request.slice(), asOf);
        int from = Math.min(shown.size(), mark.from + slip(request));
        int to = Math.min(shown.size(), from + size);
        @Nullable Cursor next = to < shown.size() ? mark.cursor(to, request) : null;
        return page(request, shown.subList(from, to), asOf, next, now);
    }

    private int slip(PageRequest request) {
        boolean slips = paging == Paging.SLIPPING && !request.isFirst() && random.nextInt(5) == 0;
        return slips ? 1 : 0;
    }

    /** Those that are there; nothing is said about the others. */
    private Page byId(PageRequest request, Instant now) {
        List<Life> found = request.ids().stream()
                .map(history(request)::life)
                .filter(Objects::nonNull)
                .filter(life -> !life.visibleFrom().isAfter(now))
                .toList();
        return page(request, found, now, null, now);
    }

    private static Page page(PageRequest request, List<Life> shown, Instant asOf, @Nullable Cursor next, Instant now) {
        List<Cdr> records = new ArrayList<>();
        for (Life life : shown) {
            records.add(life.cdr(records.size(), life.asOf(asOf)));
        }
        return new Page(request, new byte[1], records, List.of(), next, now);
    }

    private History history(PageRequest request) {
        return Objects.requireNonNull(histories.get(request.stream().id()));
    }
}
