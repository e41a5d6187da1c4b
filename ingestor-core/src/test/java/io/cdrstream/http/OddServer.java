package io.cdrstream.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.tcp.SslProvider;

/** A server that does what a test tells it, and remembers what it was asked. */
public final class OddServer implements AutoCloseable {

    public final List<Asked> requests = new CopyOnWriteArrayList<>();
    public final AtomicInteger closedConnections = new AtomicInteger();
    public volatile boolean compress = true;
    public volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer =
            (request, response) -> response.send();
    private final DisposableServer server;
    private final String scheme;

    /**
     * One request.
     *
     * @param uri path and query, still encoded
     */
    public record Asked(String uri, HttpHeaders headers) {}

    public OddServer() {
        this(null);
    }

    public OddServer(@Nullable SslProvider tls) {
        HttpServer plain = HttpServer.create()
                .host("localhost")
                .port(0)
                .compress((request, response) -> compress)
                .doOnConnection(c -> c.onDispose(closedConnections::incrementAndGet))
                .handle((request, response) -> {
                    requests.add(
                            new Asked(request.uri(), request.requestHeaders().copy()));
                    return answer.apply(request, response);
                });
        this.scheme = tls == null ? "http" : "https";
        this.server = (tls == null ? plain : plain.secure(tls)).bindNow();
    }

    public URI url() {
        return URI.create(scheme + "://localhost:" + server.port());
    }

    /** Sends each part at once. */
    public static Publisher<Void> flushing(HttpServerResponse response, Flux<String> parts) {
        return response.send(parts.map(part -> Unpooled.copiedBuffer(part, StandardCharsets.UTF_8)), part -> true);
    }

    /** Ends the connection as a crashed host does. */
    public static Publisher<Void> reset(HttpServerRequest request) {
        request.withConnection(c -> {
            c.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            c.channel().close();
        });
        return Mono.never();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
