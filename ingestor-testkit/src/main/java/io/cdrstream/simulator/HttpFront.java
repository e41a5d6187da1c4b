package io.cdrstream.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The endpoint on a socket, where answers can also be cut, stalled, dripped and reset. */
final class HttpFront {

    static final String PATH = "/v2/reports/records";

    private static final int PIECES = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final ByteBuf BLANKS = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(blanks(1 << 16)));

    private final Simulation simulation;
    private final InstantSource clock;
    private final Duration latency;
    private volatile RecordsEndpoint endpoint;
    private final Admin admin;

    HttpFront(Simulation simulation) {
        this.simulation = simulation;
        this.clock = simulation.plan().clock();
        this.latency = simulation.plan().rules().latency();
        this.endpoint = new RecordsEndpoint(simulation, "");
        this.admin = new Admin(simulation);
    }

    DisposableServer bind(String host, int port) {
        DisposableServer server =
                HttpServer.create().host(host).port(port).handle(this::handle).bindNow();
        // Links need the port, which is known only now; no request can have come before bind returned it.
        endpoint = new RecordsEndpoint(simulation, "http://" + server.host() + ":" + server.port());
        return server;
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        if (uri.path().startsWith("/truth")) {
            return admin.handle(request, uri, response);
        }
        if (!uri.path().equals(PATH) || !request.method().equals(HttpMethod.GET)) {
            return send(new Answers("").problem(Problem.notFound(), clock.instant()), response);
        }
        HttpHeaders headers = request.requestHeaders();
        Instant at = clock.instant();
        ApiRequest call = new ApiRequest(
                uri.parameters(),
                headers.get(HttpHeaderNames.AUTHORIZATION, ""),
                headers.get(HttpHeaderNames.ACCEPT_ENCODING, "").contains("gzip"),
                at);
        Mono<Void> reply = Mono.defer(() -> send(endpoint.answer(call), response));
        return latency.isZero() ? reply : Mono.delay(latency).then(reply);
    }

    private static Mono<Void> send(Answer answer, HttpServerResponse response) {
        if (answer.transport() == Fault.RESET) {
            // Lingering for no time makes the kernel send RST instead of FIN.
            response.withConnection(c -> c.channel().config().setOption(ChannelOption.SO_LINGER, 0));
            close(response);
            return Mono.never();
        }
        ByteBuf body = response.alloc().buffer(answer.body().length());
        body.writeBytes(answer.body().array(), 0, answer.body().length());
        response.status(answer.status());
        answer.headers().forEach(response::header);
        response.header(HttpHeaderNames.CONTENT_LENGTH, Long.toString((long) answer.blanks() + body.readableBytes()));
        if (answer.blanks() > 0) {
            return response.send(blown(answer.blanks(), body)).then();
        }
        return answer.transport() == null
                ? response.sendObject(body).then()
                : disturbed(answer.transport(), body, response);
    }

    private static Mono<Void> disturbed(Fault fault, ByteBuf body, HttpServerResponse response) {
        if (fault == Fault.SLOW_DRIP) {
            int piece = Math.max(1, body.readableBytes() / PIECES);
            Flux<ByteBuf> drops = Flux.generate(sink -> {
                if (body.isReadable()) {
                    sink.next(body.readRetainedSlice(Math.min(piece, body.readableBytes())));
                } else {
                    sink.complete();
                }
            });
            return response.send(drops.concatMap(drop -> Mono.just(drop).delayElement(PAUSE), 1), drop -> true)
                    .then()
                    .doFinally(end -> body.release());
        }
        Flux<ByteBuf> half = Flux.just(body.readSlice(body.readableBytes() / 2));
        if (fault == Fault.STALL) {
            return response.send(half.concatWith(Mono.never()), b -> true).then();
        }
        return response.send(half, b -> true)
                .then(Mono.<Void>fromRunnable(() -> close(response)))
                .then();
    }

    private static void close(HttpServerResponse response) {
        response.withConnection(connection -> {
            ChannelFuture unused = connection.channel().close();
        });
    }

    private static Flux<ByteBuf> blown(int count, ByteBuf body) {
        int length = BLANKS.readableBytes();
        return Flux.range(0, (count + length - 1) / length)
                .map(i -> BLANKS.slice(0, Math.min(length, count - i * length)))
                .concatWith(Mono.just(body));
    }

    private static byte[] blanks(int count) {
        byte[] blanks = new byte[count];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }
}
