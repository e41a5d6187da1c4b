package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.http.OddServer;
import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.MemoryBudget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that misbehaves as a test wants it to, and the client that asks it over a real socket. */
final class OddApi implements AutoCloseable {

    static final int MAX_BODY = 2_000_000;
    static final Duration SHORT = Duration.ofMillis(700);
    static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-20T10:05:06.7Z");

    final OddServer server = new OddServer();
    final MemoryBudget budget = new MemoryBudget(4L * MAX_BODY);
    /** Links to other hosts that were met. */
    final AtomicInteger foreign = new AtomicInteger();

    VonageReports reports = client(server.url(), LONG, LONG);

    /** From now on the client has this much patience: with silence, and with a whole page. */
    void bear(Duration silence, Duration whole) {
        reports.close();
        reports = client(server.url(), silence, whole);
    }

    private VonageReports client(URI url, Duration silence, Duration whole) {
        VonageSettings settings =
                new VonageSettings(url, "abcd1234", "s?e>c?r>et", LONG, silence, whole, MAX_BODY, true, null, null);
        return new VonageReports(settings, "test", false, foreign::incrementAndGet, InstantSource.fixed(NOW));
    }

    Answer page() {
        return page(Pages.sms());
    }

    Answer page(PageRequest request) {
        try (MemoryBudget.Lease lease = Objects.requireNonNull(budget.tryLease(0))) {
            return Objects.requireNonNull(reports.page(request, lease).block(LONG));
        }
    }

    void assertFault(Fault fault, String words) {
        assertThat(page()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.sentence()).contains(words).doesNotContain("sentinel");
        });
    }

    @Override
    public void close() {
        reports.close();
        server.close();
    }
}
