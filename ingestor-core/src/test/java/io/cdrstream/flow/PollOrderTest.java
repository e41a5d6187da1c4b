package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.flow.PollOrder.Turn;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Turns of one stream that has everything to ask for: a new slice, revisits and look-ups by id. */
class PollOrderTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOW = Pages.START.plus(Duration.ofDays(1));
    private static final Instant WATERMARK = NOW.minus(HOUR);
    private static final CdrStream STREAM = Pages.stream(
            new PassPlan(Duration.ZERO, List.of(Revisit.of(HOUR)), List.of(HOUR), Duration.ofDays(7)), Pages.START);

    private final PollOrder order = new PollOrder(12);

    @Test
    void revisitsAndLookUpsTakeTurns() {
        order.add(List.of(reading()));

        assertThat(kinds(true)).containsExactly("new", "look-up", "revisit", "look-up", "revisit", "look-up");
    }

    /** As many streams as there are turns between two of them: whose turn it is must not follow the first passes. */
    @Test
    void noStreamIsForgottenHoweverManyThereAre() {
        order.add(IntStream.range(0, 10).mapToObj(i -> reading()).toList());
        List<StreamReader> revisited = new ArrayList<>();
        List<StreamReader> lookedUp = new ArrayList<>();
        for (long now = 1; revisited.size() < 10; now++) {
            Turn turn = order.next(NOW, now, true);
            PageRequest request = turn.request();
            if (request.isFollowUp()) {
                lookedUp.add(turn.reader());
            } else if (request.pass() == 1) {
                revisited.add(turn.reader());
            } else { // there is always another page
                Cursor next = new Cursor("c" + now, "iv");
                Page page = new Page(request, new byte[1], List.of(), List.of(), next, NOW);
                turn.reader().answered(request, new Answer.Got(page, null), now);
            }
        }
        assertThat(revisited).doesNotHaveDuplicates();
        assertThat(lookedUp).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void whoHasWaitedForHoursGetsMostTurnsAlsoWhileNothingMoreCouldBegin() {
        order.add(List.of(reading()));
        kinds(true); // its revisits stay open
        order.add(IntStream.range(0, 5).mapToObj(i -> reading()).toList());

        Instant hoursLater = NOW.plus(HOUR.multipliedBy(4));
        List<String> kinds = new ArrayList<>();
        for (long now = 1; now <= 5; now++) {
            Turn turn = order.next(hoursLater, now, true);
            kinds.add(kind(turn.request()));
        }
        assertThat(kinds).filteredOn(kind -> !kind.equals("new")).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void atTheCapNothingIsReadAgain() {
        order.add(List.of(reading()));

        assertThat(kinds(false)).containsExactly("new");
    }

    private List<String> kinds(boolean isLaterAllowed) {
        List<String> kinds = new ArrayList<>();
        for (Turn turn = order.next(NOW, 0, isLaterAllowed); turn != null; turn = order.next(NOW, 0, isLaterAllowed)) {
            kinds.add(kind(turn.request()));
        }
        return kinds;
    }

    private static String kind(PageRequest request) {
        return request.isFollowUp() ? "look-up" : request.pass() == 0 ? "new" : "revisit";
    }

    private static Session.Reading reading() {
        Slice last = new Slice(WATERMARK.minus(HOUR), WATERMARK);
        List<FollowUp> open = IntStream.range(0, 3)
                .mapToObj(i -> new FollowUp(i, 0, last, List.of("id" + i)))
                .toList();
        Progress progress = new Progress(
                STREAM.id(),
                new Reached(Pages.START, List.of(WATERMARK, Pages.START), Pages.START, Pages.START, 0, null),
                List.of(),
                List.of(),
                open,
                List.of());
        FlowListener nobody = new FlowListener() {};
        StreamReader reader = new StreamReader(STREAM, progress, List.of(), HOUR, new Condition(STREAM, 0), 0, nobody);
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        Timekeeper keeper = new Timekeeper(time, () -> 0, new ApiClock(NOW, 0, 1));
        return new Session.Reading(new Session(0, new NoLedger(), HeldBy.task(0), keeper, nobody), reader);
    }
}
