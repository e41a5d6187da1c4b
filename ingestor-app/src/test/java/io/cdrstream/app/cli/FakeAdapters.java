package io.cdrstream.app.cli;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.KafkaRefused;
import io.cdrstream.app.Verdict;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.flow.Ledgers;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.registry.RegistryRefused;
import io.cdrstream.registry.RegistryRefused.Reason;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.Tasks;
import io.cdrstream.sink.kafka.KafkaSettings;
import io.cdrstream.source.Answer;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.MemoryBudget;
import io.cdrstream.source.ReportsSource;
import io.cdrstream.source.vonage.VonageSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** An outside that answers as told: an API that knows the ids beginning with "known", and a Kafka. */
final class FakeAdapters implements Adapters {

    final List<String> asked = new ArrayList<>();
    final List<Verdict> kafka = new ArrayList<>();
    final List<Verdict> schemas = new ArrayList<>();
    Answer.@Nullable Refused refusal;

    @Override
    public ReportsSource source(VonageSettings settings) {
        return new Source();
    }

    @Override
    public Mono<List<Verdict>> inspect(KafkaSettings settings, List<CdrStream> streams) {
        return Mono.just(kafka);
    }

    @Override
    public Mono<List<Verdict>> prepare(KafkaSettings settings, List<CdrStream> streams) {
        return kafka.isEmpty() ? Mono.never() : Mono.error(new KafkaRefused(kafka, new RuntimeException("test")));
    }

    @Override
    public Mono<List<Verdict>> inspect(Configuration.Registry registry, List<CdrStream> streams) {
        return Mono.just(schemas);
    }

    @Override
    public Mono<Void> register(Configuration.Registry registry, List<CdrStream> streams) {
        return schemas.isEmpty() ? Mono.empty() : Mono.error(new RegistryRefused(Reason.INCOMPATIBLE, "not this one"));
    }

    @Override
    public Ledgers ledgers(KafkaSettings settings) {
        return new Ledgers() {
            @Override
            public Ledger session(int task, List<CdrStream> streams, Instant now) {
                throw new IllegalStateException("nothing is assigned in these tests");
            }

            @Override
            public Mono<Map<Integer, List<DayBill>>> bills() {
                return Mono.just(Map.of());
            }
        };
    }

    @Override
    public Tasks tasks(KafkaSettings settings) {
        return new Tasks() {
            @Override
            public int count() {
                return settings.tasks();
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
                return false;
            }

            @Override
            public Mono<Void> join(Owner owner) {
                return Mono.never();
            }
        };
    }

    @Override
    public Mono<Void> closed() {
        return Mono.empty();
    }

    private final class Source implements ReportsSource {

        @Override
        public Mono<Answer> page(PageRequest request, MemoryBudget.Lease memory, Runnable onSent) {
            return Mono.error(new IllegalStateException("nobody reads pages in these tests"));
        }

        @Override
        public Page again(PageRequest request, byte[] record, Instant at) {
            throw new UnsupportedOperationException("no command reads a record again");
        }

        @Override
        public Mono<LookUp> lookUp(CdrStream stream, List<String> ids) {
            asked.add(stream.id() + " " + ids.size());
            if (refusal != null) {
                return Mono.just(new LookUp(null, List.of(), refusal));
            }
            StringBuilder body = new StringBuilder();
            List<Cdr> records = new ArrayList<>();
            for (String id : ids) {
                if (id.startsWith("known")) {
                    String json = "{\n\"id\":\"" + id + "\"}";
                    records.add(new Cdr(records.size(), body.length(), json.length(), id, false, null, null));
                    body.append(json);
                }
            }
            Slice slice = new Slice(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofSeconds(1)));
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            Page page = new Page(new PageRequest(stream, slice, null), bytes, records, List.of(), null, Instant.EPOCH);
            return Mono.just(new LookUp(
                    page, ids.stream().filter(i -> !i.startsWith("known")).toList(), null));
        }

        @Override
        public Mono<Answer> greet(String account) {
            asked.add(account);
            Slice slice = new Slice(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofSeconds(1)));
            CdrStream stream = CommandsTest.usage(account);
            Page page = new Page(
                    new PageRequest(stream, slice, null), new byte[0], List.of(), List.of(), null, Instant.EPOCH);
            return Mono.just(refusal != null ? refusal : new Answer.Got(page, null));
        }
    }
}
