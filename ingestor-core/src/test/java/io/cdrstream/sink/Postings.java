package io.cdrstream.sink;

import io.cdrstream.model.Drift;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress.Reached;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes commits for tests that look at what follows one. */
public final class Postings {

    private Postings() {}

    public static Committed committed(
            Page page, int published, int duplicates, int dead, Instant watermark, Map<Drift, Integer> drift) {
        Posting posting = of(page, List.of(), duplicates, reached(watermark));
        return new Committed(posting, published, dead, drift);
    }

    /** Of one pass, and sealed so far as well. */
    public static Reached reached(Instant watermark) {
        return new Reached(watermark, List.of(watermark), watermark, watermark, 1, null);
    }

    /** Of a page that reaches nothing. */
    public static Posting of(Page page, List<Publication> published) {
        Instant begin = page.request().slice().from();
        return of(page, published, 0, reached(begin));
    }

    public static Posting of(Page page, List<Publication> published, int unchanged, Reached reached) {
        return new Posting(
                page,
                1,
                published,
                unchanged,
                List.of(),
                List.of(),
                new Posting.Seen(List.of(), List.of()),
                new Posting.Slices(List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                reached);
    }
}
