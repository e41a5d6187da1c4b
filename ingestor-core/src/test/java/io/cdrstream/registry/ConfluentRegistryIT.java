package io.cdrstream.registry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cdrstream.http.Certificates;
import io.cdrstream.http.OddServer;
import io.cdrstream.registry.RegistryAccess.Anonymous;
import io.cdrstream.registry.RegistryAccess.Basic;
import io.cdrstream.registry.RegistryAccess.Bearer;
import io.cdrstream.registry.RegistrySettings.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Our side of the wire, and a registry that misbehaves. */
class ConfluentRegistryIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final SubjectSchema SCHEMA = new SubjectSchema("a/b +c-value", "{\"type\":\"string\"}");

    private final OddServer server = new OddServer();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registeringPostsTheSchemaAsAString() {
        answer("{\"id\":7}");
        assertThat(id(Mode.REGISTER, new Anonymous())).isEqualTo(7);
        assertThat(server.requests.get(0).uri()).isEqualTo("/subjects/a%2Fb%20%2Bc-value/versions");
        assertThat(server.requests.get(0).headers().get("Content-Type"))
                .isEqualTo("application/vnd.schemaregistry.v1+json");
        assertThat(server.requests.get(0).headers().contains("Authorization")).isFalse();
        assertThat(bodies).containsExactly("{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}");
    }

    @Test
    void lookingUpNeverRegistersAndForgivesAnotherLayout() {
        server.answer = (request, response) -> request.uri().endsWith("normalize=true")
                ? response.sendString(Mono.just("{\"id\":7}"))
                : response.status(404).sendString(Mono.just("{\"error_code\":40403}"));
        assertThat(id(Mode.LOOKUP, new Anonymous())).isEqualTo(7);
        assertThat(server.requests)
                .extracting(OddServer.Asked::uri)
                .containsExactly("/subjects/a%2Fb%20%2Bc-value", "/subjects/a%2Fb%20%2Bc-value?normalize=true");
    }

    @Test
    void theCredentialIsSentAsItIsConfigured() {
        answer("{\"id\":7}");
        id(Mode.REGISTER, new Basic("me", "pass"));
        id(Mode.REGISTER, new Bearer("t0ken"));
        assertThat(server.requests)
                .extracting(asked -> asked.headers().get("Authorization"))
                .containsExactly("Basic bWU6cGFzcw==", "Bearer t0ken");
    }

    @Test
    void anErrorThatEchoesTheCredentialIsMasked() {
        server.answer = (request, response) -> response.status(401)
                .sendString(Mono.just("{\"error_code\":40101,\"message\":\"pa/ss pa%2Fss bWU6cGEvc3M= of t0ken\"}"));
        assertThat(error(Mode.REGISTER, new Basic("me", "pa/ss"), LONG))
                .isInstanceOf(RegistryRefused.class)
                .hasMessageEndingWith("(*** *** *** of t0ken)");
        assertThat(error(Mode.REGISTER, new Bearer("t0ken"), LONG)).hasMessageEndingWith(" of ***)");
    }

    @Test
    void noLogOfAnyLevelHoldsTheCredential() {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.list = new CopyOnWriteArrayList<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        heard.start();
        root.addAppender(heard);
        root.setLevel(Level.DEBUG);
        try {
            answer("{\"id\":7}");
            id(Mode.REGISTER, new Basic("me", "pass-sentinel"));
            id(Mode.REGISTER, new Bearer("token-sentinel"));
        } finally {
            root.setLevel(before);
            root.detachAppender(heard);
        }
        assertThat(heard.list)
                .isNotEmpty()
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("sentinel") || line.contains("bWU6cGFzcy1zZW50aW5lbA=="));
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (OddServer other = new OddServer()) {
            server.answer = (request, response) -> response.status(307)
                    .header("Location", other.url().toString())
                    .send();
            assertThat(error(Mode.REGISTER, new Basic("me", "pass"), LONG))
                    .isInstanceOf(RegistryRefused.class)
                    .hasMessageContaining("redirect");
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        answer("{\"schema\":\"" + "x".repeat(8 << 20) + "\",\"id\":7}");
        assertThat(error(Mode.REGISTER, new Anonymous(), LONG)).hasMessageContaining("does not say what was asked");
    }

    @Test
    void silenceAndResetsMayPass() {
        server.answer = (request, response) -> Mono.never();
        assertThat(error(Mode.REGISTER, new Anonymous(), Duration.ofMillis(300)))
                .isInstanceOf(RegistryUnreachable.class)
                .hasMessageContaining("no whole answer");
        server.answer = (request, response) -> OddServer.reset(request);
        assertThat(error(Mode.REGISTER, new Anonymous(), LONG))
                .isInstanceOf(RegistryUnreachable.class)
                .hasMessageContaining("connection closed");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void onlyATrustedCertificateOfThisHostIsTalkedTo(@TempDir Path dir) throws Exception {
        Certificates certificates = new Certificates(dir).make("localhost");
        try (OddServer secured = new OddServer(certificates.server("localhost"))) {
            secured.answer = (request, response) -> response.sendString(Mono.just("{\"id\":7}"));
            assertThat(ask(secured, Mode.REGISTER, new Anonymous(), LONG, certificates.pem("localhost"))
                            .block(LONG))
                    .isEqualTo(7);
            assertThat(ask(secured, Mode.REGISTER, new Anonymous(), LONG, null)
                            .<Throwable>map(id -> new AssertionError("an id"))
                            .onErrorResume(Mono::just)
                            .block(LONG))
                    .isInstanceOf(RegistryUnreachable.class)
                    .hasMessageContaining("no trusted TLS connection");
        }
    }

    private void answer(String body) {
        server.answer = (request, response) -> request.receive()
                .aggregate()
                .asString()
                .doOnNext(bodies::add)
                .thenMany(response.sendString(Mono.just(body)));
    }

    private @Nullable Integer id(Mode mode, RegistryAccess access) {
        return ask(server, mode, access, LONG, null).block(LONG);
    }

    private @Nullable Throwable error(Mode mode, RegistryAccess access, Duration answerTimeout) {
        return ask(server, mode, access, answerTimeout, null)
                .<Throwable>map(id -> new AssertionError("an id: " + id))
                .onErrorResume(Mono::just)
                .block(LONG);
    }

    private static Mono<Integer> ask(
            OddServer of, Mode mode, RegistryAccess access, Duration answerTimeout, @Nullable Path trusted) {
        RegistrySettings settings = new RegistrySettings(of.url(), mode, access, LONG, answerTimeout, trusted);
        return new ConfluentRegistry(settings, "test").id(SCHEMA);
    }
}
