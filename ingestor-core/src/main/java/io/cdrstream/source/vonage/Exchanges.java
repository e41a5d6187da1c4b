package io.cdrstream.source.vonage;

import io.cdrstream.source.MemoryBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One request, one reply. The body is read chunk by chunk, and the next one only when memory for this one is granted;
 * reading stops as soon as the limit is passed, and the connection with it.
 */
final class Exchanges {

    private static final int MAX_ERROR_BODY = 64 * 1024;

    private final HttpClient http;
    private final VonageSettings settings;

    Exchanges(HttpClient http, VonageSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Mono<Reply> reply(String query, MemoryBudget.Lease memory) {
        return Mono.defer(() -> {
            Patience patience = new Patience(settings.responseTimeout(), settings.pageTimeout(), System::nanoTime);
            Mono<Reply> reply = http.doOnRequest((head, connection) -> LateQuery.install(connection, query))
                    .get()
                    .uri(VonageHttp.PATH)
                    .response((head, content) -> read(head, content, memory, patience))
                    .next();
            return Mono.firstWithSignal(reply, patience.lost());
        });
    }

    private Mono<Reply> read(
            HttpClientResponse head, ByteBufFlux content, MemoryBudget.Lease memory, Patience patience) {
        patience.heard();
        long arrived = System.nanoTime();
        int status = head.status().code();
        int limit = status == 200 ? settings.maxBodyBytes() : MAX_ERROR_BODY;
        long announced = announced(head);
        if (announced > limit) {
            return Mono.just(new Reply(status, head.responseHeaders(), arrived, null));
        }
        Mono<Void> room = announced > 0 ? patience.uncounted(memory.use(announced)) : Mono.empty();
        return room.then(Mono.defer(() -> {
            Body body = new Body(limit, announced);
            return content.doOnNext(chunk -> patience.heard())
                    .map(body::add)
                    .takeUntil(size -> body.isTooLarge())
                    .concatMap(size -> announced >= 0 ? Mono.<Void>empty() : patience.uncounted(memory.use(size)), 1)
                    .then(Mono.fromSupplier(() -> new Reply(status, head.responseHeaders(), arrived, body.bytes())));
        }));
    }

    /** {@code Content-Length}, or -1; the client removes it from an answer that it decompresses. */
    private static long announced(HttpClientResponse head) {
        @Nullable String length = head.responseHeaders().get("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
    }
}
