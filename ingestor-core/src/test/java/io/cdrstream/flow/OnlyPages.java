package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.MemoryBudget.Lease;
import io.cdrstream.source.ReportsSource;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** An API that answers pages of one byte at once, and nothing else. */
record OnlyPages(Function<PageRequest, Answer> answers) implements ReportsSource {

    @Override
    public Mono<Answer> page(PageRequest request, Lease memory, Runnable onSent) {
        return memory.use(1)
                .doOnSubscribe(subscription -> onSent.run())
                .then(Mono.fromSupplier(() -> answers.apply(request)));
    }

    @Override
    public Mono<LookUp> lookUp(CdrStream stream, List<String> ids) {
        throw new UnsupportedOperationException("nobody looks up here");
    }

    @Override
    public Page again(PageRequest request, byte[] record, Instant at) {
        throw new UnsupportedOperationException("nothing is read again here");
    }

    @Override
    public Mono<Answer> greet(String account) {
        throw new UnsupportedOperationException("nobody greets here");
    }
}
