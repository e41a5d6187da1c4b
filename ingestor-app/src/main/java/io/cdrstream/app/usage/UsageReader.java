package io.cdrstream.app.usage;

import io.cdrstream.app.AnswerVerdict;
import io.cdrstream.app.usage.Outcome.Reason;
import io.cdrstream.app.usage.Outcome.Silent;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.Backoff;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.plan.Reconciliation.Counted;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.Refusal;
import io.cdrstream.source.Answer.Refused;
import io.cdrstream.source.Answer.Throttled;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What the API says that it has answered to one credential, account by account: the free product {@code REPORTS-USAGE},
 * in which every answer is a row. Of a busy day those are many pages, so they are added up as they come.
 *
 * <p>Every account is asked on its own, and whatever fails concerns it alone: it is left out, with all that was read of
 * it. Nor does a 401 say more, since the API gives it to accounts and products as well as to keys. A page that fails is
 * asked for again a few times, which is free.
 */
final class UsageReader {

    static final String PRODUCT = "REPORTS-USAGE";

    private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_THROTTLED = 5;
    private static final int MOST_FAILED = 4;

    private final FreeRequests requests;
    private final Scheduler scheduler;

    UsageReader(FreeRequests requests, Scheduler scheduler) {
        this.requests = requests;
        this.scheduler = scheduler;
    }

    /** What was charged in that time, and which accounts the API says nothing of. Never fails. */
    Mono<Usage> read(String credential, Collection<String> accounts, Slice time) {
        return Flux.fromIterable(accounts)
                .concatMap(account -> account(credential, account, time), 1)
                .reduce(Usage.NONE, Usage::plus);
    }

    private Mono<Usage> account(String credential, String account, Slice time) {
        return Flux.defer(() -> pages(new PageRequest(stream(credential, account), time, null)))
                .concatMapIterable(got -> UsageRows.of(got.page()), 1)
                .filter(row -> row.of().credential().equals(credential))
                .collect(() -> new HashMap<Account, Count>(), UsageReader::add)
                .map(sums -> new Usage(list(sums), List.of()))
                .onErrorResume(e -> Mono.just(Usage.silent(silent(credential, account, e))));
    }

    private static Silent silent(String credential, String account, Throwable e) {
        if (e instanceof Unreadable unreadable) {
            return new Silent(account, unreadable.reason, String.valueOf(e.getMessage()));
        }
        String sentence =
                subject(credential, account) + ": unexpected: " + e.getClass().getName();
        return new Silent(account, Reason.FAILED, sentence);
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
        return answer(request, 1).map(answer -> got(request, answer));
    }

    private Mono<Answer> answer(PageRequest request, int asked) {
        return requests.answer(request).single().publishOn(scheduler).flatMap(answer -> {
            Optional<Duration> pause = pause(answer, asked);
            return pause.isEmpty()
                    ? Mono.just(answer)
                    : Mono.delay(pause.get(), scheduler).then(Mono.defer(() -> answer(request, asked + 1)));
        });
    }

    /** Until the page is asked for again; none = it is not. @param asked how often it was */
    private static Optional<Duration> pause(Answer answer, int asked) {
        if (answer instanceof Throttled throttled && asked < MOST_THROTTLED) {
            return Optional.of(throttled.pause() == null ? UNNAMED_PAUSE : throttled.pause());
        }
        if (answer instanceof Failed && asked < MOST_FAILED) {
            return Optional.of(
                    Backoff.RETRY.pause(asked, ThreadLocalRandom.current().nextDouble()));
        }
        return Optional.empty();
    }

    private static Got got(PageRequest request, Answer answer) {
        if (answer instanceof Got got) {
            return got;
        }
        CdrStream stream = request.stream();
        String subject = subject(stream.credential(), stream.id().account());
        if (answer instanceof Refused refused && refused.refusal() == Refusal.UNAUTHORIZED) {
            String sentence = subject + ": 401: the API does not give this key the account's " + PRODUCT;
            throw new Unreadable(Reason.UNAUTHORIZED, sentence);
        }
        String sentence = AnswerVerdict.of(subject, answer).inOneLine();
        throw new Unreadable(answer instanceof Refused ? Reason.REFUSED : Reason.FAILED, sentence);
    }

    private static String subject(String credential, String account) {
        return "credential " + credential + ", account " + account;
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

    /** The API does not tell of an account; says why. */
    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Unreadable(Reason reason, String sentence) {
            super(sentence);
            this.reason = reason;
        }
    }
}
