package io.cdrstream.app.admin;

import io.cdrstream.model.StreamStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Metrics, health and streams over HTTP. Reads only; asks for no password, so it listens on the loopback address unless
 * told otherwise.
 */
public final class AdminServer implements AutoCloseable {

    private static final String LINKS =
            """
            cdrstream
              /metrics       for Prometheus
              /health/live   the process runs
              /health/ready  it does its work: UP, DEGRADED (streams parked or capped), or why not
              /streams       what every stream is doing
            """;

    private final DisposableServer server;

    private AdminServer(DisposableServer server) {
        this.server = server;
    }

    /** The address is taken, or not ours. */
    public static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1L;

        Unavailable(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /** What the pages are made of. */
    public record Sources(
            PrometheusMeterRegistry metrics, Health health, Supplier<List<StreamStatus>> streams, Clock clock) {}

    /** Listens until closed. @param port 0 = any free one */
    public static AdminServer start(String host, int port, Sources from) throws Unavailable {
        try {
            return new AdminServer(HttpServer.create()
                    .host(host)
                    .port(port)
                    .idleTimeout(Duration.ofSeconds(60))
                    .route(routes -> routes.get("/", (q, r) -> plain(r, LINKS))
                            .get("/metrics", (q, r) -> metrics(r, from))
                            .get("/health/live", (q, r) -> plain(r, "UP\n"))
                            .get("/health/ready", (q, r) -> ready(r, from))
                            .get("/streams", (q, r) -> streams(r, from)))
                    .bindNow());
        } catch (ChannelBindException e) {
            throw new Unavailable(
                    "the admin endpoint cannot listen on " + host + ":" + port + ": "
                            + (e.getCause() instanceof UnknownHostException
                                    ? "the address is unknown"
                                    : "the port is taken, or the address is not ours")
                            + "; set admin.port or admin.host, or admin.enabled: false",
                    e);
        }
    }

    public int port() {
        return server.port();
    }

    private static Mono<Void> metrics(HttpServerResponse response, Sources from) {
        return response.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .sendString(Mono.fromSupplier(from.metrics()::scrape))
                .then();
    }

    private static Mono<Void> ready(HttpServerResponse response, Sources from) {
        Health.Readiness readiness = from.health().readiness();
        return plain(response.status(readiness.httpStatus()), readiness + "\n");
    }

    private static Mono<Void> streams(HttpServerResponse response, Sources from) {
        return response.header("Content-Type", "application/json")
                .sendString(Mono.fromSupplier(() -> StreamsPage.json(
                        from.health().readiness(),
                        from.streams().get(),
                        from.clock().instant())))
                .then();
    }

    private static Mono<Void> plain(HttpServerResponse response, String text) {
        return response.header("Content-Type", "text/plain; charset=utf-8")
                .sendString(Mono.just(text))
                .then();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(1));
    }
}
