package io.cdrstream.app.usage;

import io.cdrstream.app.AnswerVerdict;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.plan.Reconciliation.Counted;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.Refusal;
import io.cdrstream.source.Answer.Refused;
import io.cdrstream.source.Answer.Throttled;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What the API says that it has answered to one credential, account by account: the free product {@code REPORTS-USAGE},
 * in which every answer is a row. Of a busy day those are many pages, so they are added up as they come.
 *
 * <p>An account that the API refuses is left out, with all that was read of it; whatever else fails concerns all of
 * them, and ends it.
 */
final class UsageReader {

    static final String PRODUCT = "REPORTS-USAGE";

    private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_THROTTLED = 5;

    private final FreeRequests requests;
    private final Scheduler scheduler;

    UsageReader(FreeRequests requests, Scheduler scheduler) {
        this.requests = requests;
        this.scheduler = scheduler;
    }

    /** What was charged in that time. Fails with {@link Unreadable} if the API does not answer. */
    Mono<Usage> read(String credential, Collection<String> accounts, Slice time) {
        return Flux.fromIterable(accounts)
                .concatMap(account -> account(credential, account, time), 1)
                .reduce(Usage.NONE, Usage::plus);
    }

    private Mono<Usage> account(String credential, String account, Slice time) {
        return pages(new PageRequest(stream(credential, account), time, null))
                .concatMapIterable(got -> UsageRows.of(got.page()), 1)
                .filter(row -> row.of().credential().equals(credential))
                .collect(() -> new HashMap<Account, Count>(), UsageReader::add)
                .map(sums -> new Usage(list(sums), List.of()))
                .onErrorResume(
                        Unreadable.class,
                        e -> e.isOfAccount
                                ? Mono.just(Usage.silent(account, String.valueOf(e.getMessage())))
                                : Mono.error(e));
    }

    private Flux<Got> pages(PageRequest first) {
        return page(first).expand(got -> {
            PageRequest asked = got.page().request();
            return got.page().next() == null
                    ? Mono.empty()
                    : page(asked.next(got.page().next()));
        });
    }

    private Mono<Got> page(PageRequest request) {
        return requests.answer(request)
                .publishOn(scheduler)
                .expand(answer -> answer instanceof Throttled throttled ? again(request, throttled) : Mono.empty())
                .take(MOST_THROTTLED)
                .last()
                .map(answer -> got(request, answer));
    }

    private Mono<Answer> again(PageRequest request, Throttled throttled) {
        Duration pause = throttled.pause() == null ? UNNAMED_PAUSE : throttled.pause();
        return Mono.delay(pause, scheduler)
                .then(Mono.defer(() -> requests.answer(request)))
                .publishOn(scheduler);
    }

    private static Got got(PageRequest request, Answer answer) {
        if (answer instanceof Got got) {
            return got;
        }
        CdrStream stream = request.stream();
        String subject =
                "credential " + stream.credential() + ", account " + stream.id().account();
        boolean isOfAccount = answer instanceof Refused refused && refused.refusal() != Refusal.UNAUTHORIZED;
        throw new Unreadable(AnswerVerdict.of(subject, answer).inOneLine(), isOfAccount);
    }

    private static void add(Map<Account, Count> sums, Counted row) {
        sums.merge(row.of(), row.count(), Count::plus);
    }

    private static List<Counted> list(Map<Account, Count> sums) {
        return sums.entrySet().stream()
                .map(sum -> new Counted(sum.getKey(), sum.getValue()))
                .toList();
    }

    private static CdrStream stream(String credential, String account) {
        return new CdrStream(
                StreamId.of(account, PRODUCT, null),
                credential,
                ProductCatalogue.find(PRODUCT),
                Map.of(),
                "id",
                "none",
                Duration.ZERO,
                null,
                null);
    }

    /** The API does not tell; says why. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Whether it may tell of others all the same. */
        private final boolean isOfAccount;

        Unreadable(String sentence, boolean isOfAccount) {
            super(sentence);
            this.isOfAccount = isOfAccount;
        }
    }
}
