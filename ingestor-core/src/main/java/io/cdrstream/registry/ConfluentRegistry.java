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
import java.util.function.Function;
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
 *   compare    POST /compatibility/subjects/{subject}/versions/latest   ─▶ whether it could be registered
 *   read       GET  /schemas/ids/{id}                    ─▶ a schema
 * </pre>
 *
 * <p>A handful of requests in the life of a process, so each has a connection of its own and nothing has to be closed.
 * Never follows a redirect (credentials go to the configured host only) and never logs what it sends (I6).
 */
public final class ConfluentRegistry implements SchemaRegistry {

    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    /** An answer to a look-up repeats the schema. */
    private static final int MAX_BODY = 1024 * 1024;

    private static final int OK = 200;
    private static final int CONFLICT = 409;

    /** How a registry stands to a schema that it does not refuse. */
    public enum Standing {
        KNOWN,
        /** Unknown as yet, but compatible with what the subject holds. */
        WOULD_BE_REGISTERED
    }

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
        return switch (settings.mode()) {
            case REGISTER -> post(subject(schema) + "/versions", schema, RegistryBody::id);
            case LOOKUP -> lookedUp(schema);
        };
    }

    /**
     * What {@link #id} would come to, without registering anything.
     *
     * @return fails as {@link #id} would, as far as can be known: rights to register show only when it is done
     */
    public Mono<Standing> standing(SubjectSchema schema) {
        Mono<Standing> known = lookedUp(schema).thenReturn(Standing.KNOWN);
        return switch (settings.mode()) {
            case REGISTER -> known.onErrorResume(ConfluentRegistry::isUnknown, unknown -> compared(schema));
            case LOOKUP -> known;
        };
    }

    /** The schema that has this id, in JSON; fails as {@link #id} does. */
    public Mono<String> schema(int id) {
        return answer(http.get().uri("/schemas/ids/" + id), "schema id " + id, RegistryBody::schema);
    }

    private Mono<Integer> lookedUp(SubjectSchema schema) {
        String subject = subject(schema);
        return post(subject, schema, RegistryBody::id)
                .onErrorResume(
                        ConfluentRegistry::isUnknown,
                        unknown -> post(subject + "?normalize=true", schema, RegistryBody::id));
    }

    private Mono<Standing> compared(SubjectSchema schema) {
        return post("/compatibility" + subject(schema) + "/versions/latest", schema, RegistryBody::isCompatible)
                .onErrorResume(ConfluentRegistry::isUnknown, nothingToCompareWith -> Mono.just(true))
                .flatMap(isCompatible -> isCompatible
                        ? Mono.just(Standing.WOULD_BE_REGISTERED)
                        : Mono.error(answers.error(named(schema), CONFLICT, RegistryBody.of(new byte[0]))));
    }

    private <T> Mono<T> post(String path, SubjectSchema schema, Function<RegistryBody, @Nullable T> wanted) {
        Mono<String> body = Mono.fromSupplier(() -> RegistryBody.request(schema.text()));
        return answer(http.post().uri(path).send(ByteBufMono.fromString(body)), named(schema), wanted);
    }

    private <T> Mono<T> answer(
            HttpClient.ResponseReceiver<?> request, String asked, Function<RegistryBody, @Nullable T> wanted) {
        return request.response((head, content) -> read(head, content).flatMap(body -> {
                    @Nullable T found = head.status().code() == OK ? wanted.apply(body) : null;
                    return found != null
                            ? Mono.just(found)
                            : Mono.error(answers.error(asked, head.status().code(), body));
                }))
                .next()
                .timeout(settings.answerTimeout())
                .onErrorMap(this::inWords);
    }

    private static Mono<RegistryBody> read(HttpClientResponse head, ByteBufFlux content) {
        Body body = new Body(MAX_BODY, -1);
        return content.map(body::add)
                .takeUntil(size -> body.isTooLarge())
                .then(Mono.fromSupplier(body::bytes))
                .defaultIfEmpty(new byte[0])
                .map(RegistryBody::of);
    }

    private static String subject(SubjectSchema schema) {
        return "/subjects/" + encoded(schema.subject());
    }

    private static String named(SubjectSchema schema) {
        return "subject " + schema;
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
