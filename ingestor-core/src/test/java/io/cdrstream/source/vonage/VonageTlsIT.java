package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.tcp.SslProvider;

class VonageTlsIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path dir;

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String name : List.of("localhost", "other.example")) {
            keytool("-genkeypair", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name);
            keytool(
                    "-exportcert",
                    name,
                    "-rfc",
                    "-file",
                    dir.resolve(name + ".pem").toString());
        }
    }

    @Test
    void aServerThatTheGivenCertificatesProveIsTrusted() throws Exception {
        assertThat(ask("localhost", dir.resolve("localhost.pem"))).isInstanceOf(Got.class);
    }

    @Test
    void aServerThatTheJdkDoesNotKnowIsRefused() throws Exception {
        assertRefused(ask("localhost", null));
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
        assertRefused(ask("other.example", dir.resolve("other.example.pem")));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.CONNECTION);
            assertThat(failed.sentence()).contains("no trusted TLS connection");
        });
    }

    private static Answer ask(String certificate, @Nullable Path trusted) throws Exception {
        try (OddServer server = new OddServer(tls(certificate))) {
            server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(1)));
            VonageSettings settings = new VonageSettings(
                    server.url(), "abcd1234", "secret", LONG, LONG, LONG, 1 << 20, true, null, trusted);
            try (VonageReports reports = new VonageReports(settings, "test", false, () -> {}, InstantSource.system())) {
                MemoryBudget.Lease lease = Objects.requireNonNull(new MemoryBudget(1 << 20).tryLease(0));
                return Objects.requireNonNull(reports.page(Pages.sms(), lease).block(LONG));
            }
        }
    }

    private static SslProvider tls(String certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(dir.resolve(certificate + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return SslProvider.builder()
                .sslContext(Http11SslContextSpec.forServer(keys))
                .build();
    }

    private static void keytool(String command, String name, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command));
        line.addAll(List.of("-alias", name, "-storepass", PASSWORD));
        line.addAll(List.of("-keystore", dir.resolve(name + ".p12").toString()));
        line.addAll(List.of(more));
        assertThat(new ProcessBuilder(line).redirectErrorStream(true).start().waitFor())
                .isZero();
    }
}
