package io.cdrstream.source.vonage;

import io.cdrstream.http.Masked;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.TooLarge;
import io.cdrstream.source.ApiDate;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.MemoryBudget;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;

/**
 * The Reports API over HTTP: one call is one request, whatever comes of it.
 *
 * <pre>
 *   RecordsQuery ─▶ Exchanges ─▶ Reply ─┬─ 200 ─▶ RecordsPageReader ─▶ Got, or Failed
 *                       │               ├─ too large ────────────────▶ TooLarge
 *                       │               └─ else ─▶ HttpAnswers ──────▶ Refused, Throttled …
 *                       └─ no reply ─▶ Breakdowns ───────────────────▶ Failed
 * </pre>
 *
 * <p>Bytes are read on the network's threads and parsed on the parallel ones, so that a large page does not hold up the
 * others' bytes.
 */
public final class VonageReports implements ReportsSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VonageReports.class);
    private static final int MAX_IDS = 20;
    private static final int OK = 200;
    private static final Pattern REQUEST_ID =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

    private final VonageSettings settings;
    private final InstantSource clock;
    private final ConnectionProvider connections;
    private final Exchanges exchanges;
    private final RecordsPageReader pages;
    private final HttpAnswers answers;
    private final Breakdowns breakdowns;

    /**
     * @param version names us to the API: {@code User-Agent: cdrstream/<version>}
     * @param metrics whether Reactor Netty reports to Micrometer, which must be on the class path then
     * @param onForeignLink called for every link to another host; must be quick
     */
    public VonageReports(
            VonageSettings settings, String version, boolean metrics, Runnable onForeignLink, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        @Nullable
        String proxyPassword =
                settings.proxy() == null ? null : settings.proxy().password();
        Masked masked = new Masked(settings.secret(), VonageHttp.token(settings), proxyPassword);
        this.connections = VonageHttp.connections(settings, metrics);
        this.exchanges = new Exchanges(VonageHttp.client(settings, connections, "cdrstream/" + version), settings);
        this.pages = new RecordsPageReader(clock, new ForeignLinks(settings.baseUrl(), clock, onForeignLink));
        this.answers = new HttpAnswers(masked, clock);
        this.breakdowns = new Breakdowns(String.valueOf(settings.baseUrl().getAuthority()), masked);
    }

    @Override
    public Mono<Answer> page(PageRequest request, MemoryBudget.Lease memory, Runnable onSent) {
        Mono<Reply> reply = exchanges.reply(RecordsQuery.page(request), memory, onSent);
        return outcome(request, reply, memory, pages::page, answer -> answer);
    }

    @Override
    public Mono<LookUp> lookUp(CdrStream stream, List<String> ids) {
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            return Mono.error(new IllegalArgumentException("1 to " + MAX_IDS + " ids a look-up, not " + ids.size()));
        }
        return Mono.defer(() -> {
            MemoryBudget.Lease memory = ownMemory();
            return outcome(
                    new PageRequest(stream, lastSecond(), null),
                    exchanges.reply(RecordsQuery.lookUp(stream, ids), memory, () -> {}),
                    memory,
                    pages::lookUp,
                    answer -> new LookUp(null, List.of(), answer));
        });
    }

    @Override
    public Page again(PageRequest request, byte[] record, Instant at) {
        return KeptRecord.page(request, record, at);
    }

    @Override
    public Mono<Answer> greet(String account) {
        CdrStream usage = new CdrStream(
                StreamId.of(account, "REPORTS-USAGE", null),
                settings.key(),
                ProductCatalogue.find("REPORTS-USAGE"),
                Map.of(),
                "id",
                "",
                Duration.ZERO,
                null,
                null);
        return Mono.defer(() -> page(new PageRequest(usage, lastSecond(), null), ownMemory(), () -> {}));
    }

    /** Closes the connections; requests under way fail. */
    @Override
    public void close() {
        connections.dispose();
    }

    private <T> Mono<T> outcome(
            PageRequest request,
            Mono<Reply> reply,
            MemoryBudget.Lease memory,
            Reader<T> reader,
            Function<Answer, T> other) {
        return reply.<Supplier<T>>map(whole -> () -> read(request, whole, reader, other))
                .onErrorResume(e -> Mono.just(() -> other.apply(breakdowns.answer(e))))
                .publishOn(Schedulers.parallel())
                .map(Supplier::get)
                .doOnNext(outcome -> memory.trim());
    }

    private <T> T read(PageRequest request, Reply reply, Reader<T> reader, Function<Answer, T> other) {
        log.debug("{} answered {}, request id {}", request, reply.status(), requestId(reply));
        if (reply.status() != OK) {
            return other.apply(answers.answer(reply, request));
        }
        byte @Nullable [] body = reply.body();
        return body == null
                ? other.apply(new TooLarge(settings.maxBodyBytes(), reply.date()))
                : reader.read(request, body, reply.date());
    }

    /** The vendor's support asks for it. Anything that does not look like one is not logged (I6). */
    private static String requestId(Reply reply) {
        @Nullable String id = reply.headers().get("X-Request-Id");
        return id != null && REQUEST_ID.matcher(id).matches() ? id : "none";
    }

    private Slice lastSecond() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Slice(now.minusSeconds(1), now);
    }

    /** For the small answers that nobody budgets. */
    private MemoryBudget.Lease ownMemory() {
        return Objects.requireNonNull(new MemoryBudget(settings.maxBodyBytes()).tryLease(0));
    }

    private interface Reader<T> {
        T read(PageRequest request, byte[] body, @Nullable ApiDate date);
    }
}
