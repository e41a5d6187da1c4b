package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Tasks;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer;
import io.cdrstream.source.ApiDate;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.MemoryBudget.Lease;
import io.cdrstream.source.ReportsSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** An instance whose part of the tasks is read stays as long as others read theirs: one of them may die. */
class IngestorEndTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final Timekeeper time =
            new Timekeeper(scheduler, () -> scheduler.now(TimeUnit.NANOSECONDS), new ApiClock(Pages.START, 0, 1));
    private final CdrStream stream = Pages.stream("cdr.sms");
    private final List<CdrStream> askedFor = new ArrayList<>();
    private boolean areOthersAtEnd;

    @Test
    void endsWhenTheStreamsOfOthersHaveReachedTheirEndsToo() {
        CompletableFuture<Void> run = ingestor().run().toFuture();
        scheduler.advanceTimeBy(LONG);
        assertThat(run).isNotDone();
        assertThat(askedFor).contains(stream);

        areOthersAtEnd = true;
        scheduler.advanceTimeBy(Duration.ofSeconds(15));
        assertThat(run).isCompleted();
    }

    private Ingestor ingestor() {
        Credential credential = new Credential(stream.credential(), 8, 12, BigDecimal.TEN, BigDecimal.ONE);
        IngestorSettings settings =
                new IngestorSettings(List.of(credential), List.of(stream), Duration.ofSeconds(10), 1 << 20, 1);
        Map<String, ReportsSource> sources = Map.of(stream.credential(), new OnlyGreetings());
        return new Ingestor(settings, sources, new Others(), new NothingForUs(), time, new FlowListener() {});
    }

    private final class Others implements Ledgers {

        @Override
        public Ledger session(int task, List<CdrStream> streams, Instant now) {
            throw new UnsupportedOperationException("there is nothing to read");
        }

        @Override
        public Mono<Boolean> areAtEnd(List<CdrStream> streams, Instant now) {
            askedFor.addAll(streams);
            return Mono.just(areOthersAtEnd);
        }
    }

    private static final class NothingForUs implements Tasks {

        @Override
        public int count() {
            return 4;
        }

        @Override
        public int of(StreamId stream) {
            return 0;
        }

        @Override
        public Mono<Boolean> isOurs(int task) {
            return Mono.just(false);
        }

        @Override
        public boolean isInTouch() {
            return true;
        }

        @Override
        public Mono<Void> join(Owner owner) {
            return Mono.never();
        }
    }

    private final class OnlyGreetings implements ReportsSource {

        @Override
        public Mono<Answer> greet(String account) {
            return Mono.just(new Answer.CursorRefused("whatever", new ApiDate(time.apiTime(), time.nanos())));
        }

        @Override
        public Mono<Answer> page(PageRequest request, Lease memory, Runnable onSent) {
            throw new UnsupportedOperationException("there is nothing to read");
        }

        @Override
        public Mono<LookUp> lookUp(CdrStream stream, List<String> ids) {
            throw new UnsupportedOperationException("there is nothing to look up");
        }

        @Override
        public Page again(PageRequest request, byte[] record, Instant at) {
            throw new UnsupportedOperationException("there are no dead letters");
        }
    }
}
