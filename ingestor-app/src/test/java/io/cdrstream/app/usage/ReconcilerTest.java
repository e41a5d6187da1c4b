package io.cdrstream.app.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.usage.Outcome.Reason;
import io.cdrstream.app.usage.Outcome.Reconciled;
import io.cdrstream.app.usage.Outcome.Silent;
import io.cdrstream.app.usage.Outcome.Unanswered;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Compared;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.plan.Reconciliation.Counted;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

final class ReconcilerTest {

    private static final Count NONE = new Count(0, 0);
    private static final List<Silent> SILENT = List.of(silent("efgh5678", Reason.REFUSED));

    @Test
    void whatIsNeitherConfiguredNorPaidForByUsIsOneProductOfItsAccount() throws Exception {
        Outcome bounded = reconciler()
                .bounded(new Reconciled(
                        "abcd1234",
                        List.of(
                                compared("SMS", NONE, new Count(1, 5)),
                                compared("VOICE-CALL", new Count(2, 20), new Count(2, 20)),
                                compared("VIDEO-API", NONE, new Count(3, 100)),
                                compared("ASR", NONE, new Count(4, 1000))),
                        SILENT));
        assertThat(bounded)
                .isEqualTo(new Reconciled(
                        "abcd1234",
                        List.of(
                                compared("SMS", NONE, new Count(1, 5)),
                                compared("VOICE-CALL", new Count(2, 20), new Count(2, 20)),
                                compared("other", NONE, new Count(7, 1100))),
                        SILENT));
    }

    @Test
    void ofAnAccountThatTheApiIsSilentOfNothingIsCompared() {
        Account silent = new Account("abcd1234", "efgh5678", "SMS");
        List<Counted> ours = List.of(counted("SMS", 20), new Counted(silent, new Count(1, 7)));
        Usage theirs = new Usage(List.of(counted("SMS", 20)), SILENT);
        assertThat(Reconciler.outcome("abcd1234", 2, ours, theirs))
                .isEqualTo(new Reconciled(
                        "abcd1234", List.of(compared("SMS", new Count(1, 20), new Count(1, 20))), SILENT));
        assertThat(Reconciler.outcome("abcd1234", 1, ours, new Usage(List.of(), SILENT)))
                .isEqualTo(new Unanswered("abcd1234", SILENT));
    }

    @Test
    void onlyWhereAllAccountsAnswer401TheKeyIsSaidToBeWrong() {
        List<Silent> all = List.of(silent("abcd1234", Reason.UNAUTHORIZED), silent("efgh5678", Reason.UNAUTHORIZED));
        Outcome wrong = Reconciler.outcome("abcd1234", 2, List.of(), new Usage(List.of(), all));
        assertThat(wrong.silent()).singleElement().satisfies(key -> {
            assertThat(key.account()).isNull();
            assertThat(key.reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(key.sentence()).startsWith("credential abcd1234: ").contains("key or secret is wrong");
        });
        assertThat(Reconciler.outcome("abcd1234", 3, List.of(), new Usage(List.of(), all)))
                .isEqualTo(new Reconciled("abcd1234", List.of(), all));
        List<Silent> some = List.of(all.get(0), silent("efgh5678", Reason.FAILED));
        assertThat(Reconciler.outcome("abcd1234", 2, List.of(), new Usage(List.of(), some)))
                .isEqualTo(new Unanswered("abcd1234", some));
    }

    @Test
    void withoutKafkaEveryCredentialIsUnansweredAndTheApiIsNotAsked() throws Exception {
        Reconciler reconciler = reconciler();
        StepVerifier.create(reconciler.reconcile(List.of("abcd1234"), LocalDate.EPOCH, Instant.now()))
                .expectNext(Unanswered.whole(
                        "abcd1234",
                        Reason.KAFKA,
                        "Kafka does not answer; is it running, and is bootstrap.servers right?"))
                .verifyComplete();
    }

    private static Reconciler reconciler() throws Exception {
        String yaml =
                """
                kafka: {bootstrap.servers: 'localhost:9', default.api.timeout.ms: 400, request.timeout.ms: 300}
                credentials: [{key: abcd1234, secret: x, products: SMS}]
                """;
        Configuration configuration =
                new ConfigurationReader(Map.<String, String>of()::get, Clock.systemUTC()).read(yaml, Path.of("."));
        return new Reconciler(
                configuration,
                request -> Mono.error(new AssertionError("nobody asks the API here")),
                Schedulers.boundedElastic());
    }

    private static Silent silent(String account, Reason reason) {
        return new Silent(account, reason, "it may not be read");
    }

    private static Counted counted(String product, long records) {
        return new Counted(new Account("abcd1234", "abcd1234", product), new Count(1, records));
    }

    private static Compared compared(String product, Count ours, Count theirs) {
        return new Compared(new Account("abcd1234", "abcd1234", product), ours, theirs);
    }
}
