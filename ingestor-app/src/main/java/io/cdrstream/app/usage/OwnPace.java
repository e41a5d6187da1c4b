package io.cdrstream.app.usage;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.model.Credential;
import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import io.cdrstream.source.MemoryBudget;
import io.cdrstream.source.MemoryBudget.Lease;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Requests of a process that polls nothing: after a pause each, as the budget of its credential has it, and for further
 * pages as long as an ingestor's at least, since one may run beside it.
 */
public final class OwnPace implements FreeRequests {

    private static final long MEMORY = 64L << 20;

    private final Map<String, ReportsSource> sources = new HashMap<>();
    private final Map<String, Duration> pauses = new HashMap<>();
    private final MemoryBudget memory = new MemoryBudget(MEMORY);

    public OwnPace(Configuration configuration, Adapters adapters) {
        configuration.sources().forEach((key, settings) -> sources.put(key, adapters.source(settings)));
        configuration.ingestor().credentials().forEach(each -> pauses.put(each.key(), pause(each)));
    }

    private static Duration pause(Credential credential) {
        return Duration.ofNanos((long) (1e9 / credential.requestsPerSecond()));
    }

    @Override
    public Mono<Answer> answer(PageRequest request) {
        String credential = request.stream().credential();
        ReportsSource source = Objects.requireNonNull(sources.get(credential));
        Duration pause = Objects.requireNonNull(pauses.get(credential));
        boolean isShort = !request.isFirst() && pause.compareTo(BETWEEN_PAGES) < 0;
        return Mono.delay(isShort ? BETWEEN_PAGES : pause)
                .then(Mono.using(
                        () -> Objects.requireNonNull(memory.tryLease(0)),
                        lease -> source.page(request, lease),
                        Lease::close));
    }
}
