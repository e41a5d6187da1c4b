package io.cdrstream.source.vonage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.http.OddServer;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Page;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Over real sockets: a page among whose records one cannot be read is still a page. */
class UnreadableRecordIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String UNREADABLE = "{\"message_body\":\"\u00ff } {\",\"id\":\"p\"}";

    private final OddServer server = new OddServer();
    private final VonageReports reports = new VonageReports(
            new VonageSettings(server.url(), "abcd1234", "secret", LONG, LONG, LONG, 2_000_000, true, null, null),
            "test",
            false,
            () -> {},
            InstantSource.system());

    @AfterEach
    void close() {
        reports.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsNeighboursArriveAndItsOwnBytesAreKept(boolean compress) {
        byte[] body = Pages.page(List.of(Pages.record(1), UNREADABLE, Pages.record(2)))
                .getBytes(ISO_8859_1);
        server.compress = compress;
        server.answer = (request, response) -> response.sendByteArray(Mono.just(body));
        MemoryBudget budget = new MemoryBudget(1_000_000);
        MemoryBudget.Lease lease = Objects.requireNonNull(budget.tryLease(0));

        Got got = (Got) Objects.requireNonNull(reports.page(Pages.sms(), lease).block(LONG));

        Page page = got.page();
        assertThat(page.body()).isEqualTo(body);
        assertThat(page.records()).extracting(cdr -> cdr.id()).containsExactly("m-100001", "m-100002");
        BadRecord bad = page.bad().get(0);
        assertThat(new String(body, bad.offset(), bad.length(), ISO_8859_1)).isEqualTo(UNREADABLE);
        assertThat(page.isSalvaged()).isTrue();
        assertThat(got.isSuspect()).as("billed a second time").isFalse();
        assertThat(page.billedRecords()).isEqualTo(3);
        assertThat(budget.reservedBytes()).isEqualTo(body.length);
        assertThat(server.requests).hasSize(1);
        lease.close();
    }
}
