package io.cdrstream.app.cli;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.Reconciliation.Counted;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget;
import io.cdrstream.source.MemoryBudget.Lease;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import reactor.core.publisher.Mono;

/**
 * What the API says that it was asked, account by account: the free product {@code REPORTS-USAGE}, at the pace of the
 * credential's budget.
 */
final class UsageReader {

    static final String PRODUCT = "REPORTS-USAGE";
    private static final long MEMORY = 64L << 20;

    private final Configuration configuration;
    private final Adapters adapters;
    private final MemoryBudget memory = new MemoryBudget(MEMORY);

    UsageReader(Configuration configuration, Adapters adapters) {
        this.configuration = configuration;
        this.adapters = adapters;
    }

    /** What was charged in that time, by the key that asked. */
    List<Counted> read(Slice time) throws Refused {
        List<Counted> usage = new ArrayList<>();
        for (Credential credential : configuration.ingestor().credentials()) {
            ReportsSource source = adapters.source(
                    Objects.requireNonNull(configuration.sources().get(credential.key())));
            for (String account : accounts(credential)) {
                usage.addAll(read(source, credential, account, time));
            }
        }
        return usage;
    }

    private TreeSet<String> accounts(Credential credential) {
        TreeSet<String> accounts = new TreeSet<>();
        configuration.ingestor().streams().stream()
                .filter(stream -> stream.credential().equals(credential.key()))
                .forEach(stream -> accounts.add(stream.id().account()));
        return accounts;
    }

    private List<Counted> read(ReportsSource source, Credential credential, String account, Slice time) throws Refused {
        Duration pause = Duration.ofNanos((long) (1e9 / credential.requestsPerSecond()));
        List<Answer> answers = Await.of(answer(source, new PageRequest(stream(credential, account), time, null))
                        .expand(answer ->
                                answer instanceof Got got && got.page().next() != null
                                        ? Mono.delay(pause)
                                                .then(answer(
                                                        source,
                                                        got.page()
                                                                .request()
                                                                .next(got.page().next())))
                                        : Mono.empty())
                        .collectList())
                .orElse(List.of());
        List<Counted> usage = new ArrayList<>();
        for (Answer answer : answers) {
            if (!(answer instanceof Got got)) {
                throw new Refused(
                        ExitCode.API,
                        ApiCheck.verdict("credential " + credential.key() + ", account " + account, answer)
                                .toString());
            }
            UsageRows.of(got.page()).stream()
                    .filter(row -> row.of().credential().equals(credential.key()))
                    .forEach(usage::add);
        }
        return usage;
    }

    private Mono<Answer> answer(ReportsSource source, PageRequest request) {
        return Mono.using(
                () -> Objects.requireNonNull(memory.tryLease(0)), lease -> source.page(request, lease), Lease::close);
    }

    private static CdrStream stream(Credential credential, String account) {
        return new CdrStream(
                StreamId.of(account, PRODUCT, null),
                credential.key(),
                ProductCatalogue.find(PRODUCT),
                Map.of(),
                "id",
                "none",
                Duration.ZERO,
                null,
                null);
    }
}
