package io.cdrstream.app.usage;

import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import reactor.core.publisher.Mono;

/** Asks the API for pages of a free product, each at the pace of its credential. */
@FunctionalInterface
public interface FreeRequests {

    Mono<Answer> answer(PageRequest request);
}
