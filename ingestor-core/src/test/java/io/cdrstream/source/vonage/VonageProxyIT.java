package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.MemoryBudget;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

class VonageProxyIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void theProxyGetsItsOwnCredentialsAndNotOurs() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        DisposableServer proxy = TcpServer.create()
                .host("localhost")
                .port(0)
                .handle((in, out) -> in.receive()
                        .asString(StandardCharsets.US_ASCII)
                        .doOnNext(heard::add)
                        .concatMap(
                                text -> out.sendString(Mono.just("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"))
                                        .then(),
                                1)
                        .then())
                .bindNow();
        VonageSettings settings = new VonageSettings(
                URI.create("https://api.example"),
                "abcd1234",
                "secret",
                LONG,
                LONG,
                LONG,
                1 << 20,
                true,
                new VonageSettings.Proxy("localhost", proxy.port(), "user", "pass"),
                null);
        try (VonageReports reports = new VonageReports(settings, "test", false, () -> {}, InstantSource.system())) {
            MemoryBudget.Lease lease = Objects.requireNonNull(new MemoryBudget(1 << 20).tryLease(0));
            Answer answer =
                    Objects.requireNonNull(reports.page(Pages.sms(), lease).block(LONG));
            assertThat(answer).isEqualTo(new Failed(Fault.CONNECTION, "api.example: no connection", null));
            assertThat(String.join("", heard))
                    .startsWith("CONNECT api.example:443")
                    .containsIgnoringCase("proxy-authorization: Basic dXNlcjpwYXNz")
                    .doesNotContain("YWJjZDEyMzQ6c2VjcmV0");
        } finally {
            proxy.disposeNow();
        }
    }
}
