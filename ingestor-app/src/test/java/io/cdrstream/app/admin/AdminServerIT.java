package io.cdrstream.app.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cdrstream.app.MetricsRegistry;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Redo;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.model.StreamStatus.State;
import io.cdrstream.sink.Tasks;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class AdminServerIT {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final Redo REDO = new Redo(NOW.minusSeconds(9000), NOW.minusSeconds(5000), NOW.minusSeconds(1000));

    private final PrometheusMeterRegistry metrics = MetricsRegistry.empty();
    private final Health health = new Health();
    private final List<StreamStatus> streams = new ArrayList<>();
    private volatile boolean isInTouch = true;
    private @Nullable AdminServer server;

    @BeforeEach
    void start() throws AdminServer.Unavailable {
        health.read(() -> streams);
        server = AdminServer.start("127.0.0.1", 0, sources());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theProcessIsAliveWhateverItsStreamsDo() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/").body()).contains("/metrics", "/streams");
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    @Test
    void itIsReadyOnceItHasJoinedAndRestored() throws Exception {
        assertReadiness(503, "WITHOUT_KAFKA");
        join();
        streams.add(status(State.RESTORING, null));
        assertReadiness(503, "RESTORING");
        streams.set(0, status(State.IDLE, null));
        assertReadiness(200, "UP");
    }

    @Test
    void itIsNotReadyBeforeTheRegistryHasAnswered() throws Exception {
        Sinks.Empty<Void> answer = Sinks.empty();
        health.asking(answer.asMono()).subscribe();
        assertReadiness(503, "WITHOUT_REGISTRY");
        answer.tryEmitEmpty();
        assertReadiness(503, "WITHOUT_KAFKA");
    }

    @Test
    void itIsNotReadyBeforeTheApiHasToldTheTime() throws Exception {
        health.unreachable("abcd1234", "503");
        assertReadiness(503, "WITHOUT_API");
        join();
        assertReadiness(200, "UP");
    }

    @Test
    void aParkedOrCappedStreamDegradesButIsNotHealedByARestart() throws Exception {
        join();
        streams.add(status(State.PARKED, "403"));
        assertReadiness(200, "DEGRADED");
        streams.set(0, status(State.CAPPED, null));
        assertReadiness(200, "DEGRADED");
    }

    @Test
    void aLostSessionIsNotReadyUntilTheNextOneIsOpen() throws Exception {
        join();
        health.sessionLost(1, "broker away", Duration.ofSeconds(1));
        assertReadiness(503, "WITHOUT_KAFKA");
        health.sessionOpened(1, 3, Duration.ofSeconds(1));
        assertReadiness(200, "UP");
    }

    @Test
    void oneThatStandsByIsNotReadyWhileTheGroupIsSilent() throws Exception {
        join();
        isInTouch = false;
        assertReadiness(503, "WITHOUT_KAFKA");
        isInTouch = true;
        assertReadiness(200, "UP");
    }

    @Test
    void streamsTellWatermarkAgeStateAndLastError() throws Exception {
        StreamId personal =
                new StreamId("abcd1234", "SMS", Direction.OUTBOUND, new TreeMap<>(Map.of("to", "447700900123")));
        streams.add(new StreamStatus(personal, "abcd1234", 2, State.PARKED, reached(), "not yours"));
        streams.add(status(State.RESTORING, null));
        String body = get("/streams").body();
        JsonNode first = new ObjectMapper().readTree(body).path("streams").path(0);
        assertThat(first.path("age_seconds").asInt()).isEqualTo(90);
        assertThat(first.path("state").asText()).isEqualTo("parked");
        assertThat(first.path("last_error").asText()).isEqualTo("not yours");
        assertThat(first.path("passes").path(1).path("age_seconds").asInt()).isEqualTo(900);
        assertThat(first.path("sealed_age_seconds").asInt()).isEqualTo(1000);
        assertThat(first.path("follow_ups").asInt()).isEqualTo(7);
        assertThat(first.path("redo"))
                .hasToString("{\"from\":\"%s\",\"next\":\"%s\",\"to\":\"%s\"}"
                        .formatted(REDO.from(), REDO.next(), REDO.to()));
        assertThat(first.path("task").asInt()).isEqualTo(2);
        assertThat(body).doesNotContain("447700900123");
    }

    private static StreamStatus.Reached reached() {
        Instant watermark = NOW.minusSeconds(90);
        return new StreamStatus.Reached(List.of(watermark, NOW.minusSeconds(900)), NOW.minusSeconds(1000), REDO, 7);
    }

    @Test
    void metricsAreServedForPrometheus() throws Exception {
        metrics.counter("cdrstream.test").increment();
        assertThat(get("/metrics").body()).contains("cdrstream_test_total 1.0");
    }

    @Test
    void aTakenPortIsASentence() {
        AdminServer first = server;
        assertThat(first).isNotNull();
        assertThatExceptionOfType(AdminServer.Unavailable.class)
                .isThrownBy(() -> AdminServer.start("127.0.0.1", port(), sources()))
                .withMessageContaining("the port is taken");
    }

    private void join() {
        Tasks tasks = new Tasks() {
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
                return Mono.just(true);
            }

            @Override
            public boolean isInTouch() {
                return isInTouch;
            }

            @Override
            public Mono<Void> join(Owner owner) {
                owner.assigned(Set.of());
                return Mono.empty();
            }
        };
        health.heard(tasks).join(new Silent()).block();
    }

    private void assertReadiness(int status, String text) throws Exception {
        HttpResponse<String> answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualToIgnoringNewLines(text);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private int port() {
        return server == null ? 0 : server.port();
    }

    private AdminServer.Sources sources() {
        return new AdminServer.Sources(metrics, health, () -> streams, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static StreamStatus status(State state, @Nullable String error) {
        return new StreamStatus(StreamId.of("abcd1234", "ASR", null), "abcd1234", 0, state, null, error);
    }

    private static final class Silent implements Tasks.Owner {
        @Override
        public void assigned(Set<Integer> tasks) {}

        @Override
        public Mono<Void> revoked(Set<Integer> tasks) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> lost(Set<Integer> tasks) {
            return Mono.empty();
        }
    }
}
