package io.cdrstream.app.cli;

import java.util.Optional;
import reactor.core.publisher.Mono;

/** Where a command's own thread waits for what it asked for: the only place of the program that blocks on a Mono. */
final class Await {

    private Await() {}

    static <T> Optional<T> of(Mono<T> asked) {
        return asked.blockOptional();
    }
}
