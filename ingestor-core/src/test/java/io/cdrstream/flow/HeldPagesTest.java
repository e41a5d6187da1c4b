package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HeldPagesTest {

    private final CdrStream stream = Pages.stream("cdr.sms");
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final HeldPages held = HeldBy.task(0);
    private final AtomicInteger inFlight = new AtomicInteger();

    @Test
    void aPageThatIsAskedForOnceMoreBeforeItsCommitKeepsItsPlaceUntilThen() {
        Page first = Pages.page(stream, Pages.hour(0), null, "c1", "a");
        PageRequest request = first.request();
        held.answer(request, place(), place -> Mono.just(new Got(first, null))).block();
        held.answer(request, place(), place -> Mono.never()).subscribe();
        assertThat(inFlight).hasValue(2);

        held.release(first);
        assertThat(inFlight).as("the second is under way").hasValue(1);

        held.leave(asked -> asked, asked -> false);
        assertThat(held.isLeft(request)).isTrue();
    }

    @Test
    void whatLedToNothingHasNoPlace() {
        PageRequest request = Pages.page(stream, Pages.hour(0), null, null).request();
        held.answer(request, place(), place -> Mono.just(new Answer.Failed(Answer.Fault.CUT, "cut", null)))
                .block();
        assertThat(inFlight).hasValue(0);
    }

    @Test
    void ofALostSessionOnlyWhatIsDueIsKept() {
        Page due = Pages.page(stream, Pages.hour(0), null, "c1", "a");
        Page after = Pages.page(stream, Pages.hour(0), "c1", null, "b");
        Page committed = Pages.page(stream, Pages.hour(1), null, null, "c");
        for (Page page : new Page[] {due, after, committed}) {
            held.answer(page.request(), place(), place -> Mono.just(new Got(page, null)))
                    .block();
        }
        held.leave(asked -> asked.slice().equals(Pages.hour(0)) ? due.request() : null, asked -> false);
        assertThat(inFlight).hasValue(2);
        assertThat(held.isLeft(after.request())).isTrue();
        assertThat(held.isLeft(committed.request())).isFalse();

        Answer again = held.answer(due.request(), null, place -> Mono.never()).block();
        assertThat(again).isEqualTo(new Got(due, null));
        held.giveUp();
        assertThat(inFlight).hasValue(0);
        List<DayBill> owed = new ArrayList<>();
        held.owed().storeAll(0, storing(owed)).block();
        assertThat(owed)
                .as("of those that were kept")
                .extracting(DayBill::records)
                .containsExactly(1L, 1L);
    }

    private static NoLedger storing(List<DayBill> bills) {
        return new NoLedger() {
            @Override
            public Mono<Void> charge(DayBill charge) {
                return Mono.fromRunnable(() -> bills.add(charge));
            }
        };
    }

    private Place place() {
        inFlight.incrementAndGet();
        Departure departure = new Departure(at -> {}, 0, () -> 0);
        return new Place(Objects.requireNonNull(memory.tryLease(0)), departure, inFlight::decrementAndGet);
    }
}
