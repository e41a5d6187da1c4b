package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.http.Certificates;
import io.cdrstream.http.OddServer;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class VonageTlsIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates(@TempDir Path dir) throws Exception {
        certificates = new Certificates(dir).make("localhost").make("other.example");
    }

    @Test
    void aServerThatTheGivenCertificatesProveIsTrusted() throws Exception {
        assertThat(ask("localhost", certificates.pem("localhost"))).isInstanceOf(Got.class);
    }

    @Test
    void aServerThatTheJdkDoesNotKnowIsRefused() throws Exception {
        assertRefused(ask("localhost", null));
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
        assertRefused(ask("other.example", certificates.pem("other.example")));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.CONNECTION);
            assertThat(failed.sentence()).contains("no trusted TLS connection");
        });
    }

    private static Answer ask(String certificate, @Nullable Path trusted) throws Exception {
        try (OddServer server = new OddServer(certificates.server(certificate))) {
            server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(1)));
            VonageSettings settings = new VonageSettings(
                    server.url(), "abcd1234", "secret", LONG, LONG, LONG, 1 << 20, true, null, trusted);
            try (VonageReports reports = new VonageReports(settings, "test", false, () -> {}, InstantSource.system())) {
                MemoryBudget.Lease lease = Objects.requireNonNull(new MemoryBudget(1 << 20).tryLease(0));
                return Objects.requireNonNull(reports.page(Pages.sms(), lease).block(LONG));
            }
        }
    }
}
