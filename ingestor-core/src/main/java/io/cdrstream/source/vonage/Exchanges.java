package io.cdrstream.source.vonage;

import io.cdrstream.http.Body;
import io.cdrstream.source.MemoryBudget;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One request, one reply. The body is read chunk by chunk, and the next one only when memory for this one is granted;
 * reading stops as soon as the limit is passed, and the connection with it. A page that breaks off is a
 * {@link CutPage}.
 */
final class Exchanges {

    private static final int OK = 200;
    private static final int MAX_ERROR_BODY = 64 * 1024;

    private final HttpClient http;
    private final VonageSettings settings;

    Exchanges(HttpClient http, VonageSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** @param onSent called when the request has left */
    Mono<Reply> reply(String query, MemoryBudget.Lease memory, Runnable onSent) {
        return Mono.defer(() -> {
            Patience patience = new Patience(settings.responseTimeout(), settings.pageTimeout(), System::nanoTime);
            AtomicReference<@Nullable Reply> begun = new AtomicReference<>();
            Mono<Reply> reply = http.doOnRequest((head, connection) -> LateQuery.install(connection, query, onSent))
                    .get()
                    .uri(VonageHttp.PATH)
                    .response((head, content) -> read(begin(head, begun), content, memory, patience))
                    .next();
            return Mono.firstWithSignal(reply, patience.lost()).onErrorMap(error -> cut(begun.get(), error));
        });
    }

    private static Reply begin(HttpClientResponse head, AtomicReference<@Nullable Reply> begun) {
        Reply reply = new Reply(head.status().code(), head.responseHeaders(), System.nanoTime(), null);
        begun.set(reply);
        return reply;
    }

    private static Throwable cut(@Nullable Reply begun, Throwable error) {
        return begun != null && begun.status() == OK ? new CutPage(begun.date(), error) : error;
    }

    private Mono<Reply> read(Reply begun, ByteBufFlux content, MemoryBudget.Lease memory, Patience patience) {
        patience.heard();
        int limit = begun.status() == OK ? settings.maxBodyBytes() : MAX_ERROR_BODY;
        long announced = announced(begun.headers());
        if (announced > limit) {
            return Mono.just(begun);
        }
        Mono<Void> room = announced > 0 ? patience.uncounted(memory.use(announced)) : Mono.empty();
        return room.then(Mono.defer(() -> {
            Body body = new Body(limit, announced);
            return content.doOnNext(chunk -> patience.heard())
                    .map(body::add)
                    .takeUntil(size -> body.isTooLarge())
                    .concatMap(size -> announced >= 0 ? Mono.<Void>empty() : patience.uncounted(memory.use(size)), 1)
                    .then(Mono.fromSupplier(() -> begun.whole(body.bytes())));
        }));
    }

    /** {@code Content-Length}, or -1; the client removes it from an answer that it decompresses. */
    private static long announced(HttpHeaders headers) {
        @Nullable String length = headers.get("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
    }
}
