package io.cdrstream.source.vonage;

import io.cdrstream.model.ApiTime;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.ApiDate;
import io.cdrstream.source.LookUp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Page} of a body, or says why it is none: a page that contradicts itself is asked for again rather than
 * published in part. A single record that cannot be read does not make it one: {@link Salvage}.
 *
 * <p>A slice goes on if there is a next link; without one, if the page is {@code TRUNCATED} and has a cursor. Status
 * alone does not decide, since the API has been seen to send a cursor with {@code SUCCESS}. Records asked for by their
 * ids are one page whatever it says.
 */
final class RecordsPageReader {

    private final InstantSource clock;
    private final ForeignLinks links;

    RecordsPageReader(InstantSource clock, ForeignLinks links) {
        this.clock = clock;
        this.links = links;
    }

    /** @param date the answer's {@code Date} header */
    Answer page(PageRequest request, byte[] body, @Nullable ApiDate date) {
        try {
            return new Got(page(request, body, date, EnvelopeReader.read(body, request.stream())), date);
        } catch (MalformedPage e) {
            @Nullable Page salvaged = salvaged(request, body, date);
            return salvaged == null ? e.failed(date, body) : new Got(salvaged, date);
        }
    }

    /** The page without those of its records that cannot be read; null if they are not all that is wrong with it. */
    private @Nullable Page salvaged(PageRequest request, byte[] body, @Nullable ApiDate date) {
        @Nullable Envelope read = Salvage.read(body, request.stream());
        try {
            return read == null ? null : page(request, body, date, read);
        } catch (MalformedPage e) {
            return null;
        }
    }

    LookUp lookUp(PageRequest request, byte[] body, @Nullable ApiDate date) {
        try {
            Envelope read = EnvelopeReader.read(body, request.stream());
            return new LookUp(page(request, body, date, read), List.copyOf(read.idsNotFound), null);
        } catch (MalformedPage e) {
            return new LookUp(null, List.of(), e.failed(date, body));
        }
    }

    private Page page(PageRequest request, byte[] body, @Nullable ApiDate date, Envelope read) throws MalformedPage {
        @Nullable List<Cdr> records = read.records;
        if (records == null) {
            throw new MalformedPage("a page without records");
        }
        checkCount(read);
        checkStatus(read);
        @Nullable Cursor next = request.isFollowUp() ? null : next(read);
        if (next != null && next.equals(request.cursor())) {
            throw read.contradiction("the API repeated the cursor");
        }
        return new Page(request, body, records, read.bad, next, time(read, date));
    }

    private static void checkCount(Envelope read) throws MalformedPage {
        @Nullable String count = read.itemsCount;
        if (count != null && !count.equals(Integer.toString(read.elements()))) {
            throw read.contradiction("items_count is not the number of records, which is " + read.elements());
        }
    }

    private static void checkStatus(Envelope read) throws MalformedPage {
        if (!"TRUNCATED".equals(read.status) && !"SUCCESS".equals(read.status)) {
            throw read.contradiction("request_status is neither SUCCESS nor TRUNCATED");
        }
    }

    private @Nullable Cursor next(Envelope read) throws MalformedPage {
        boolean truncated = "TRUNCATED".equals(read.status);
        @Nullable Cursor own = cursor(read.cursor, read.iv);
        if (read.next == null && !truncated) {
            return null;
        }
        @Nullable Cursor next = read.next == null ? own : ofLink(read.next, own);
        if (next == null) {
            throw read.contradiction("more pages follow, but there is no cursor");
        }
        return next;
    }

    private @Nullable Cursor ofLink(String href, @Nullable Cursor own) {
        NextLink link = NextLink.parse(href);
        links.check(link);
        @Nullable Cursor linked = cursor(link.cursor(), link.iv());
        return linked == null ? own : linked;
    }

    private static @Nullable Cursor cursor(@Nullable String cursor, @Nullable String iv) {
        return cursor == null || iv == null ? null : new Cursor(cursor, iv);
    }

    private Instant time(Envelope read, @Nullable ApiDate date) {
        @Nullable Instant received = ApiTime.parse(read.receivedAt);
        if (received != null) {
            return received;
        }
        return date != null ? date.date() : clock.instant();
    }
}
