package io.cdrstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cdrstream.registry.ConfluentRegistry.Standing;
import io.cdrstream.registry.RegistryAccess.Anonymous;
import io.cdrstream.registry.RegistryRefused.Reason;
import io.cdrstream.registry.RegistrySettings.Mode;
import io.cdrstream.testkit.registry.ForkedRegistry;
import io.cdrstream.testkit.registry.RegistryServer;
import io.cdrstream.testkit.registry.WithRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

@WithRegistry
class RealRegistryIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String INT = schema("{\"name\":\"x\",\"type\":\"int\"}");
    private static final String STRING = schema("{\"name\":\"x\",\"type\":\"string\"}");

    private final RegistryServer server;
    private final String subject;

    RealRegistryIT(RegistryServer server) {
        this.server = server;
        this.subject = server.newSubjectPrefix() + "sms-value";
    }

    @Test
    void aSchemaHasOneIdHoweverOftenItIsRegistered() {
        @Nullable Integer id = id(Mode.REGISTER, INT);
        assertThat(id).isNotNull();
        assertThat(id(Mode.REGISTER, INT)).isEqualTo(id);
        assertThat(id(Mode.LOOKUP, INT)).isEqualTo(id);
    }

    @Test
    void aSchemaThatWasRegisteredInAnotherLayoutIsFound() {
        assertThat(id(Mode.REGISTER, INT.replace(",", ",\n  "))).isEqualTo(id(Mode.LOOKUP, INT));
    }

    @Test
    void lookingUpLeavesTheRegistryAsItIs() {
        assertRefused(Mode.LOOKUP, INT, Reason.UNKNOWN, "no such subject");
        id(Mode.REGISTER, INT);
        assertRefused(Mode.LOOKUP, STRING, Reason.UNKNOWN, "does not hold our schema");
        assertRefused(Mode.LOOKUP, STRING, Reason.UNKNOWN, "does not hold our schema");
    }

    @Test
    void anIncompatibleSchemaIsRefusedWithTheRegistrysReason() {
        id(Mode.REGISTER, INT);
        putCompatibility("BACKWARD_TRANSITIVE");
        assertRefused(Mode.REGISTER, STRING, Reason.INCOMPATIBLE, "409");
    }

    @Test
    void whatWouldBecomeOfASchemaIsToldWithoutRegisteringIt() {
        assertThat(standing(Mode.REGISTER, INT)).isEqualTo(Standing.WOULD_BE_REGISTERED);
        assertRefused(Mode.LOOKUP, INT, Reason.UNKNOWN, "no such subject");
        id(Mode.REGISTER, INT);
        putCompatibility("BACKWARD_TRANSITIVE");
        assertThat(standing(Mode.REGISTER, INT)).isEqualTo(Standing.KNOWN);
        assertThat(standing(Mode.LOOKUP, INT)).isEqualTo(Standing.KNOWN);
        assertThatThrownBy(() -> standing(Mode.REGISTER, STRING))
                .isInstanceOf(RegistryRefused.class)
                .hasMessageContainingAll(subject, "not compatible");
        assertThatThrownBy(() -> standing(Mode.LOOKUP, STRING)).hasMessageContaining("does not hold our schema");
        assertRefused(Mode.LOOKUP, STRING, Reason.UNKNOWN, "does not hold our schema");
    }

    @Test
    void aSchemaIsReadByItsId() {
        @Nullable Integer id = id(Mode.REGISTER, INT);
        assertThat(id).isNotNull();
        assertThat(registry(server.url(), Mode.LOOKUP, LONG).schema(id).block(LONG))
                .contains("Sms", "int");
        assertThatThrownBy(() -> registry(server.url(), Mode.LOOKUP, LONG)
                        .schema(Integer.MAX_VALUE)
                        .block(LONG))
                .isInstanceOf(RegistryRefused.class);
    }

    private @Nullable Standing standing(Mode mode, String schema) {
        return registry(server.url(), mode, LONG)
                .standing(new SubjectSchema(subject, schema))
                .block(LONG);
    }

    @Test
    void aWrongPathIsNotTakenForAnUnknownSubject() {
        URI wrong = URI.create("http://" + server.url().getAuthority());
        assertThatThrownBy(() -> registry(wrong, Mode.LOOKUP, LONG)
                        .id(new SubjectSchema(subject, INT))
                        .block(LONG))
                .hasMessageContaining("check the URL's path");
    }

    @Test
    void aRegistryThatIsDownDelaysTheStartAndNothingElse(@TempDir Path directory) throws Exception {
        SubjectSchema schema = new SubjectSchema(subject, INT);
        List<String> waits = new CopyOnWriteArrayList<>();
        try (ForkedRegistry own = ForkedRegistry.start(directory).awaitReady()) {
            SchemaRegistry registry = registry(own.url(), Mode.REGISTER, Duration.ofSeconds(2));
            own.pause();
            CompletableFuture<SchemaIds> start =
                    SchemaIds.of(registry, List.of(schema), waits::add).toFuture();
            await().atMost(LONG).until(() -> waits.stream().anyMatch(wait -> wait.contains("no whole answer")));
            own.kill();
            await().atMost(LONG).until(() -> waits.stream().anyMatch(wait -> wait.contains("no connection")));
            assertThat(start).isNotDone();

            own.startAgain().awaitReady();
            await().atMost(LONG).until(start::isDone);
            own.kill();
            assertThat(start.get().prefix(schema)).hasSize(WirePrefix.LENGTH).startsWith(0);
        }
    }

    private @Nullable Integer id(Mode mode, String schema) {
        return registry(server.url(), mode, LONG)
                .id(new SubjectSchema(subject, schema))
                .block(LONG);
    }

    private void assertRefused(Mode mode, String schema, Reason reason, String words) {
        assertThatThrownBy(() -> id(mode, schema))
                .isInstanceOfSatisfying(
                        RegistryRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(subject, words);
    }

    private void putCompatibility(String rule) {
        assertThat(HttpClient.create()
                        .headers(h -> h.set("Content-Type", "application/json"))
                        .put()
                        .uri(server.url() + "/config/" + subject)
                        .send(ByteBufMono.fromString(Mono.just("{\"compatibility\":\"" + rule + "\"}")))
                        .response()
                        .block(LONG)
                        .status()
                        .code())
                .isEqualTo(200);
    }

    private static ConfluentRegistry registry(URI url, Mode mode, Duration answerTimeout) {
        return new ConfluentRegistry(
                new RegistrySettings(url, mode, new Anonymous(), LONG, answerTimeout, null), "test");
    }

    private static String schema(String field) {
        return "{\"type\":\"record\",\"name\":\"Sms\",\"fields\":[" + field + "]}";
    }
}
