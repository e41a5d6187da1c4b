package io.cdrstream.registry;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The ids of all schemas that this process writes with: asked for at the start and kept until its end, so that a
 * registry that is down delays a start and nothing else.
 *
 * <p>Safe because ids never change: a registry gives an id to a text for ever. No event waits for the network, and none
 * is written with an id that was not confirmed.
 */
public final class SchemaIds {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final double SPREAD = 0.25;

    private final Map<SubjectSchema, Integer> ids;

    private SchemaIds(Map<SubjectSchema, Integer> ids) {
        this.ids = ids;
    }

    /**
     * All ids, however long the registry is away.
     *
     * @param onWait told before each pause what is waited for, in a sentence; must be quick
     * @return fails with {@link RegistryRefused} at the first schema that the registry refuses
     */
    public static Mono<SchemaIds> of(
            SchemaRegistry registry, Collection<SubjectSchema> wanted, Consumer<String> onWait) {
        return Flux.fromIterable(wanted)
                .distinct()
                .concatMap(schema -> id(registry, schema, onWait), 1)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(SchemaIds::new);
    }

    /** The five bytes before every value of this schema; the caller's to keep. */
    public byte[] prefix(SubjectSchema schema) {
        Integer id = ids.get(schema);
        if (id == null) {
            throw new IllegalArgumentException("the id of " + schema + " was not asked for at the start");
        }
        return WirePrefix.of(id);
    }

    private static Mono<Map.Entry<SubjectSchema, Integer>> id(
            SchemaRegistry registry, SubjectSchema schema, Consumer<String> onWait) {
        return registry.id(schema).retryWhen(untilReached(onWait)).map(id -> Map.entry(schema, id));
    }

    private static Retry untilReached(Consumer<String> onWait) {
        return Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .jitter(SPREAD)
                .filter(RegistryUnreachable.class::isInstance)
                .doBeforeRetry(attempt ->
                        onWait.accept(String.valueOf(attempt.failure().getMessage())));
    }
}
