package io.cdrstream.registry;

import io.cdrstream.http.Body;
import io.cdrstream.http.Masked;
import io.cdrstream.http.NetworkError;
import io.cdrstream.http.TrustedTls;
import io.cdrstream.model.DurationText;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * A registry with Confluent's HTTP API: its own, Apicurio's, Karapace, Redpanda's.
 *
 * <pre>
 *   register   POST /subjects/{subject}/versions         ─▶ id of the new or the same version
 *   look up    POST /subjects/{subject}                  ─▶ id, or 404: then once more
 *              POST /subjects/{subject}?normalize=true   ─▶ id of the same schema in another layout
 * </pre>
 *
 * <p>A handful of requests in the life of a process, so each has a connection of its own and nothing has to be closed.
 * Never follows a redirect (credentials go to the configured host only) and never logs what it sends (I6).
 */
public final class ConfluentRegistry implements SchemaRegistry {

    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    /** An answer to a look-up repeats the schema. */
    private static final int MAX_BODY = 1024 * 1024;

    private final RegistrySettings settings;
    private final HttpClient http;
    private final String host;
    private final Masked masked;
    private final RegistryAnswers answers;

    /**
     * Connects to nothing yet.
     *
     * @param version names us to the registry: {@code User-Agent: cdrstream/<version>}
     */
    public ConfluentRegistry(RegistrySettings settings, String version) {
        this.settings = settings;
        this.http = client(settings, version);
        this.host = settings.url().getAuthority();
        this.masked = new Masked(settings.access().secrets().toArray(String[]::new));
        this.answers = new RegistryAnswers(host, masked);
    }

    @Override
    public Mono<Integer> id(SubjectSchema schema) {
        String subject = "/subjects/" + encoded(schema.subject());
        return switch (settings.mode()) {
            case REGISTER -> ask(subject + "/versions", schema);
            case LOOKUP ->
                ask(subject, schema)
                        .onErrorResume(
                                ConfluentRegistry::isUnknown, unknown -> ask(subject + "?normalize=true", schema));
        };
    }

    private Mono<Integer> ask(String path, SubjectSchema schema) {
        return http.post()
                .uri(path)
                .send(ByteBufMono.fromString(Mono.fromSupplier(() -> RegistryBody.request(schema.text()))))
                .response((head, content) -> read(schema, head, content))
                .next()
                .timeout(settings.answerTimeout())
                .onErrorMap(this::inWords);
    }

    private Mono<Integer> read(SubjectSchema schema, HttpClientResponse head, ByteBufFlux content) {
        Body body = new Body(MAX_BODY, -1);
        return content.map(body::add)
                .takeUntil(size -> body.isTooLarge())
                .then(Mono.defer(() -> id(schema, head.status().code(), body.bytes())));
    }

    private Mono<Integer> id(SubjectSchema schema, int status, byte @Nullable [] bytes) {
        RegistryBody body = RegistryBody.of(bytes == null ? new byte[0] : bytes);
        return status == 200 && body.id() != null
                ? Mono.just(body.id())
                : Mono.error(answers.error(schema, status, body));
    }

    private Throwable inWords(Throwable error) {
        if (error instanceof RegistryRefused || error instanceof RegistryUnreachable) {
            return error;
        }
        if (error instanceof TimeoutException) {
            return new RegistryUnreachable(
                    host + ": no whole answer within " + DurationText.of(settings.answerTimeout()));
        }
        return new RegistryUnreachable(NetworkError.of(error).sentence(host, masked));
    }

    private static boolean isUnknown(Throwable error) {
        return error instanceof RegistryRefused refused && refused.reason() == RegistryRefused.Reason.UNKNOWN;
    }

    private static HttpClient client(RegistrySettings settings, String version) {
        String url = settings.url().toString();
        @Nullable String authorization = settings.access().header();
        HttpClient client = HttpClient.newConnection()
                .baseUrl(url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .disableRetry(true)
                .followRedirect(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .headers(h -> h.set(HttpHeaderNames.CONTENT_TYPE, JSON)
                        .set(HttpHeaderNames.ACCEPT, JSON + ", application/json")
                        .set(HttpHeaderNames.USER_AGENT, "cdrstream/" + version));
        HttpClient known = authorization == null
                ? client
                : client.headers(h -> h.set(HttpHeaderNames.AUTHORIZATION, authorization));
        return TrustedTls.secured(known, settings.url(), settings.caFile(), settings.connectTimeout());
    }

    /** As one segment of a path, where a plus is a plus. */
    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
