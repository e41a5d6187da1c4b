package io.cdrstream.app.usage;

import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Asks the API for pages of a free product, each at the pace of its credential. */
@FunctionalInterface
public interface FreeRequests {

    /** The list of a busy day has hundreds of pages, and nobody waits for them: others ask with the same credential. */
    Duration BETWEEN_PAGES = Duration.ofSeconds(1);

    Mono<Answer> answer(PageRequest request);
}
