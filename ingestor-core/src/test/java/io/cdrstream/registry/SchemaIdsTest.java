package io.cdrstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.registry.RegistryRefused.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SchemaIdsTest {

    private static final SubjectSchema SMS = new SubjectSchema("cdr.sms-value", "{}");
    private static final SubjectSchema VOICE = new SubjectSchema("cdr.voice-value", "{}");

    private final List<String> asked = new ArrayList<>();
    private final List<String> waits = new ArrayList<>();

    @Test
    void everySchemaIsAskedForOnce() {
        SchemaIds ids = Objects.requireNonNull(
                SchemaIds.of(numbering(), List.of(SMS, VOICE, SMS), waits::add).block());
        assertThat(asked).containsExactly("cdr.sms-value", "cdr.voice-value");
        assertThat(ids.prefix(SMS)).containsExactly(0, 0, 0, 0, 1);
        assertThat(ids.prefix(VOICE)).containsExactly(0, 0, 0, 0, 2);
        assertThat(waits).isEmpty();
    }

    @Test
    void theStartWaitsForTheRegistryAndSaysSoEveryFewSeconds() {
        SchemaRegistry back = numbering();
        SchemaRegistry away = schema -> Mono.defer(() -> waits.size() < 20
                ? Mono.error(new RegistryUnreachable("registry:8081: no connection"))
                : back.id(schema));
        StepVerifier.withVirtualTime(() -> SchemaIds.of(away, List.of(SMS), waits::add))
                .expectSubscription()
                .expectNoEvent(Duration.ofMinutes(1))
                .thenAwait(Duration.ofMinutes(1))
                .assertNext(ids -> assertThat(ids.prefix(SMS)).containsExactly(0, 0, 0, 0, 1))
                .verifyComplete();
        assertThat(waits).hasSize(20).containsOnly("registry:8081: no connection");
    }

    @Test
    void aRefusalIsNotWaitedFor() {
        SchemaRegistry refusing = schema -> Mono.error(new RegistryRefused(Reason.INCOMPATIBLE, "no"));
        StepVerifier.create(SchemaIds.of(refusing, List.of(SMS), waits::add)).verifyError(RegistryRefused.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void aSchemaThatWasNotAskedForHasNoPrefix() {
        SchemaIds ids = Objects.requireNonNull(
                SchemaIds.of(numbering(), List.of(SMS), waits::add).block());
        assertThatThrownBy(() -> ids.prefix(VOICE)).hasMessageContaining("cdr.voice-value");
    }

    private SchemaRegistry numbering() {
        return schema -> Mono.fromSupplier(() -> {
            asked.add(schema.subject());
            return asked.size();
        });
    }
}
