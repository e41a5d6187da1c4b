package io.cdrstream.app.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.app.usage.Outcome.Reason;
import io.cdrstream.app.usage.Outcome.Silent;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.plan.Reconciliation.Counted;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.Refusal;
import io.cdrstream.source.Answer.Refused;
import io.cdrstream.source.Answer.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

final class UsageReaderTest {

    private static final Slice DAY = new Slice(Instant.EPOCH, Instant.EPOCH.plus(Slice.MAX_SPAN));
    private static final Throttled SLOWLY = new Throttled(Duration.ofSeconds(7), null);

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final List<PageRequest> asked = new ArrayList<>();
    private final Deque<Object> answers = new ArrayDeque<>();
    private final AtomicReference<@Nullable Usage> read = new AtomicReference<>();

    @Test
    void pagesOfAllAccountsAreAddedUpWithoutWhatIsFreeOrOfAnotherKey() {
        answers.add(List.of(row("key1", "acc1", "SMS", 700), row("key1", "acc1", "REPORTS-USAGE", 5)));
        answers.add(List.of(row("key1", "acc1", "SMS", 0), row("key2", "acc1", "SMS", 9)));
        answers.add(List.of());
        answers.add(List.of(row("key1", "acc2", "SMS", 1)));
        read("acc1", "acc2");
        assertThat(counted())
                .containsExactlyInAnyOrder(
                        new Counted(new Account("key1", "acc1", "SMS"), new Count(2, 700)),
                        new Counted(new Account("key1", "acc2", "SMS"), new Count(1, 1)));
        assertThat(asked).extracting(PageRequest::isFirst).containsExactly(true, false, false, true);
    }

    @Test
    void aThrottledPageIsAskedForAgainAfterThePauseThatTheApiNames() {
        answers.addAll(List.of(SLOWLY, SLOWLY, List.of(row("key1", "acc1", "SMS", 3))));
        read("acc1");
        assertThat(asked).hasSize(1);
        scheduler.advanceTimeBy(Duration.ofMillis(6_999));
        assertThat(asked).hasSize(1);
        scheduler.advanceTimeBy(Duration.ofSeconds(8));
        assertThat(asked).hasSize(3).containsOnly(asked.get(0));
        assertThat(counted()).hasSize(1);
    }

    @Test
    void whoIsThrottledAgainAndAgainGivesUp() {
        answers.addAll(Collections.nCopies(20, SLOWLY));
        read("acc1");
        scheduler.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(asked).hasSize(5);
        assertThat(silent()).extracting(Silent::reason).containsExactly(Reason.FAILED);
        assertThat(silent().get(0).sentence()).contains("account acc1: the API asks to slow down");
    }

    @Test
    void anAccountThatIsRefusedIsNamedInOneLineAndTheOthersAreRead() {
        answers.add(new Refused(Refusal.FORBIDDEN, "this account may not be read", null));
        answers.add(List.of());
        answers.add(List.of(row("key1", "acc2", "SMS", 1)));
        read("acc1", "acc2");
        assertThat(counted()).containsExactly(new Counted(new Account("key1", "acc2", "SMS"), new Count(1, 1)));
        assertThat(silent()).extracting(Silent::account).containsExactly("acc1");
        assertThat(silent()).extracting(Silent::reason).containsExactly(Reason.REFUSED);
        assertThat(silent().get(0).sentence())
                .contains("credential key1, account acc1: this account may not be read", "Take it out of accounts")
                .doesNotContain("\n");
    }

    @Test
    void ofAnAccountThatIsRefusedAfterItsFirstPageNothingIsKnown() {
        answers.add(List.of(row("key1", "acc1", "SMS", 700)));
        answers.add(new Refused(Refusal.UNPROCESSABLE, "no such report", null));
        answers.add(List.of(row("key1", "acc2", "SMS", 1)));
        read("acc1", "acc2");
        assertThat(counted()).extracting(each -> each.of().account()).containsExactly("acc2");
        assertThat(silent()).extracting(Silent::account).containsExactly("acc1");
    }

    @Test
    void anAccountThatAnswers401HidesNoOtherAndSaysNothingOfTheKey() {
        answers.add(new Refused(Refusal.UNAUTHORIZED, "key or secret is wrong", null));
        answers.add(List.of());
        answers.add(List.of(row("key1", "acc2", "SMS", 1)));
        read("acc1", "acc2");
        assertThat(counted()).extracting(each -> each.of().account()).containsExactly("acc2");
        assertThat(silent()).extracting(Silent::reason).containsExactly(Reason.UNAUTHORIZED);
        assertThat(silent().get(0).sentence())
                .contains("credential key1, account acc1: 401")
                .doesNotContain("secret");
    }

    @Test
    void aPageThatFailsIsAskedForAgainWithBackoffAndWhatWasReadBeforeItIsKept() {
        answers.add(List.of(row("key1", "acc1", "SMS", 700)));
        answers.addAll(List.of(failed(Fault.SERVER_ERROR), failed(Fault.CUT)));
        answers.add(List.of(row("key1", "acc1", "SMS", 3)));
        read("acc1");
        assertThat(asked).hasSize(2);
        scheduler.advanceTimeBy(Duration.ofMillis(374));
        assertThat(asked).hasSize(2);
        scheduler.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(asked.subList(1, asked.size())).hasSize(3).containsOnly(asked.get(1));
        assertThat(counted()).containsExactly(new Counted(new Account("key1", "acc1", "SMS"), new Count(2, 703)));
    }

    @Test
    void anAccountThatFailsAgainAndAgainIsGivenUpAndHidesNoOther() {
        answers.addAll(Collections.nCopies(4, failed(Fault.TIMEOUT)));
        answers.add(List.of(row("key1", "acc2", "SMS", 1)));
        read("acc1", "acc2");
        scheduler.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(asked).hasSize(5);
        assertThat(counted()).extracting(each -> each.of().account()).containsExactly("acc2");
        assertThat(silent()).extracting(Silent::reason).containsExactly(Reason.FAILED);
        assertThat(silent().get(0).sentence()).startsWith("credential key1, account acc1: no answer that is whole");
    }

    @Test
    void aDefectConcernsOnlyTheAccountWhereItShows() {
        answers.addAll(List.of(List.of(), List.of(), List.of("no JSON"), List.of(row("key1", "acc2", "SMS", 1))));
        read("acc1", "acc2");
        assertThat(counted()).extracting(each -> each.of().account()).containsExactly("acc2");
        assertThat(silent()).extracting(Silent::reason).containsExactly(Reason.FAILED);
    }

    private static Failed failed(Fault fault) {
        return new Failed(fault, "no answer that is whole", null);
    }

    private List<Counted> counted() {
        return Objects.requireNonNull(read.get()).counted();
    }

    private List<Silent> silent() {
        return Objects.requireNonNull(read.get()).silent();
    }

    private void read(String... accounts) {
        new UsageReader(this::answer, scheduler)
                .read("key1", List.of(accounts), DAY)
                .subscribe(read::set);
        scheduler.advanceTime();
    }

    private Mono<Answer> answer(PageRequest request) {
        asked.add(request);
        Object next = answers.remove();
        return Mono.just(next instanceof Answer answer ? answer : page(request, (List<?>) next));
    }

    /** Three pages of the first account, if there are so many answers, and one of the next. */
    private Got page(PageRequest request, List<?> rows) {
        StringBuilder body = new StringBuilder();
        List<Cdr> records = new ArrayList<>();
        for (Object row : rows) {
            String json = row.toString();
            records.add(new Cdr(records.size(), body.length(), json.length(), "id", false, null, null));
            body.append(json);
        }
        boolean isLast = answers.isEmpty() || asked.size() >= 3;
        Cursor next = isLast ? null : new Cursor("cursor" + asked.size(), "iv");
        byte[] bytes = body.toString().getBytes(UTF_8);
        return new Got(new Page(request, bytes, records, List.of(), next, Instant.EPOCH), null);
    }

    private static String row(String key, String account, String product, int records) {
        return """
        {"acc":"%s","account_id":"%s","requested_product":"%s","is_charged":"TRUE","items_written":%d}"""
                .formatted(key, account, product, records);
    }
}
