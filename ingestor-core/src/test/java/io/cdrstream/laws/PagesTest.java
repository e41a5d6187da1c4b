package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.laws.Life.Version;
import io.cdrstream.laws.Pages.Paging;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The API pages as it says, and keeps books of what it has shown. */
class PagesTest {

    private static final Instant T = World.START;
    private static final CdrStream STREAM = new CdrStream(
            StreamId.of("account", "SMS", Direction.OUTBOUND),
            "key",
            ProductCatalogue.find("SMS"),
            Map.of(),
            "id",
            "cdr.sms",
            Duration.ZERO,
            T,
            null);
    private static final PageRequest FIRST = new PageRequest(STREAM, new Slice(T, T.plusSeconds(100)), null);

    private final History history = new History(List.of(
            Life.still("a", T.plusSeconds(1)),
            Life.still("b", T.plusSeconds(2)),
            new Life(
                    "c",
                    T.plusSeconds(3),
                    "EUR",
                    List.of(
                            new Version(T.plusSeconds(3), "submitted", null, 1),
                            new Version(T.plusSeconds(150), "delivered", "0.04", 2))),
            Life.still("d", T.plusSeconds(4)),
            new Life("late", T.plusSeconds(5), "EUR", List.of(new Version(T.plusSeconds(150), "failed", "0", 3)))));
    private final Pages pages = new Pages(Map.of(STREAM.id(), history), new Random(1));
    private final Shown shown = new Shown(Map.of(STREAM.id(), history));

    PagesTest() {
        pages.size = 2;
    }

    @Test
    void allPagesShowWhatWasThereWhenTheFirstWasCut() {
        assertThat(read(T.plusSeconds(149), T.plusSeconds(151))).containsExactly("d", "c", "b", "a");
        assertThat(shown.newest(STREAM.id(), "c")).isZero();
        assertThat(shown.looks).singleElement().satisfies(look -> assertThat(look.asOf())
                .isEqualTo(T.plusSeconds(149)));
    }

    @Test
    void whereRecordsShiftSomeAreOnTwoPages() {
        pages.paging = Paging.SHIFTING;
        assertThat(read(T.plusSeconds(149), T.plusSeconds(151))).containsExactly("d", "c", "c", "b", "a");
        assertThat(shown.newest(STREAM.id(), "c")).isEqualTo(1);
        assertThat(shown.newest(STREAM.id(), "late")).isNull();
        assertThat(shown.billed).containsEntry(Shown.key(STREAM.id(), "c"), 2);
    }

    @Test
    void whereEdgesSlipSomeAreOnNoPage() {
        pages.paging = Paging.SLIPPING;
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sizes.add(read(T.plusSeconds(149), T.plusSeconds(149)).size());
        }
        assertThat(sizes).contains(3, 4).doesNotContain(5);
    }

    @Test
    void recordsAreFoundByTheirIdsAsTheyAreNow() {
        PageRequest request = PageRequest.followUp(STREAM, FIRST.slice(), List.of("c", "late", "nobody"));
        assertThat(ids(pages.page(request, T.plusSeconds(149)))).containsExactly("c");
        Page later = pages.page(request, T.plusSeconds(150));
        shown.add(later, T.plusSeconds(150));
        assertThat(ids(later)).containsExactly("c", "late");
        assertThat(later.isLast()).isTrue();
        assertThat(later.records().get(0).content().status()).isEqualTo("delivered");
        assertThat(shown.billedBy(STREAM.id())).containsExactly(Map.entry("follow-up", 2L));
        assertThat(shown.looks).isEmpty();
    }

    @Test
    void aCursorLivesFromTheFirstPageOn() {
        pages.cursorLife = Duration.ofSeconds(10);
        Page first = pages.page(FIRST, T.plusSeconds(100));
        PageRequest next = FIRST.next(first.next());
        assertThat(pages.isExpired(next, T.plusSeconds(110))).isFalse();
        assertThat(pages.isExpired(next, T.plusSeconds(111))).isTrue();
        assertThat(pages.isExpired(FIRST, T.plusSeconds(111))).isFalse();
    }

    @Test
    void whatOverlapsInFlightIsNoticed() {
        InFlight inFlight = new InFlight();
        inFlight.add(FIRST);
        inFlight.add(new PageRequest(STREAM, new Slice(T.plusSeconds(100), T.plusSeconds(200)), null));
        assertThat(inFlight.overlaps).isEmpty();
        inFlight.add(PageRequest.followUp(STREAM, new Slice(T.plusSeconds(99), T.plusSeconds(100)), List.of("a")));
        assertThat(inFlight.overlaps).hasSize(1);
        inFlight.remove(FIRST);
        inFlight.add(PageRequest.followUp(STREAM, FIRST.slice(), List.of("b")));
        assertThat(inFlight.overlaps).hasSize(1);
    }

    /** The ids on all pages, the first asked for at one moment and the others at another. */
    private List<String> read(Instant first, Instant others) {
        List<String> ids = new ArrayList<>();
        Page page = add(FIRST, first);
        ids.addAll(ids(page));
        while (page.next() != null) {
            page = add(page.request().next(page.next()), others);
            ids.addAll(ids(page));
        }
        return ids;
    }

    private Page add(PageRequest request, Instant now) {
        Page page = pages.page(request, now);
        shown.add(page, Pages.firstPage(request, now));
        return page;
    }

    private static List<String> ids(Page page) {
        return page.records().stream().map(Cdr::id).toList();
    }
}
