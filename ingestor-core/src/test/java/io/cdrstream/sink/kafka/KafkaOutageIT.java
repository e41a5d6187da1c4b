package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static io.cdrstream.sink.kafka.Pages.hour;
import static io.cdrstream.sink.kafka.Pages.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.Tasks;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.ForkedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

@Timeout(240)
class KafkaOutageIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ForkedKafka kafka;
    private final KafkaSettings settings;
    private final CdrStream stream = Pages.stream("cdr.sms");

    KafkaOutageIT(@TempDir Path directory) {
        kafka = ForkedKafka.start(directory).awaitReady();
        settings = KafkaLedgerIT.settings(kafka.bootstrapServers(), "");
    }

    @BeforeEach
    void createTopics() {
        new KafkaTopics(settings, InstantSource.system())
                .prepare(List.of(stream))
                .block(LIMIT);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void aFrozenBrokerEndsTheSessionAndTheNextOneKnowsWhatBecameOfTheDoubtfulCommit() {
        Ledger frozen = open();
        frozen.commit(page(stream, hour(0), null, null, "a")).block(LIMIT);
        kafka.pause();
        assertThatThrownBy(() ->
                        frozen.commit(page(stream, hour(1), null, null, "b")).block(LIMIT))
                .isInstanceOfSatisfying(
                        SessionLost.class, lost -> assertThat(lost.meaning()).isEqualTo(SessionLost.Meaning.RETRY));
        frozen.close().block(LIMIT);
        assertThatThrownBy(this::open).isInstanceOf(SessionLost.class);
        kafka.resume();

        Ledger next = recovered();
        next.close().block(LIMIT);
        assertThat(values()).startsWith("{\"id\":\"a\"}").doesNotHaveDuplicates();
    }

    @Test
    void aKilledBrokerThatComesBackLosesNothing() {
        Ledger killed = open();
        killed.commit(page(stream, hour(0), null, null, "a")).block(LIMIT);
        kafka.kill();
        assertThatThrownBy(() ->
                        killed.commit(page(stream, hour(1), null, null, "b")).block(LIMIT))
                .isInstanceOf(SessionLost.class);
        killed.close().block(LIMIT);
        kafka.startAgain().awaitReady();

        Ledger next = recovered();
        next.commit(page(stream, hour(1), null, null, "b")).block(LIMIT);
        next.close().block(LIMIT);
        assertThat(values()).containsExactly("{\"id\":\"a\"}", "{\"id\":\"b\"}");
    }

    @Test
    void aMemberThatStandsByKnowsWhenTheGroupIsSilentAndWhenItIsBack() {
        KafkaTasks owner = new KafkaTasks(settings);
        KafkaTasks standby = new KafkaTasks(settings);
        Disposable members = Disposables.composite(
                owner.join(new Silent()).subscribe(), standby.join(new Silent()).subscribe());
        await().atMost(LIMIT).until(() -> owner.isInTouch() && standby.isInTouch());

        kafka.pause();
        await().atMost(LIMIT).until(() -> !owner.isInTouch() && !standby.isInTouch());
        kafka.resume();
        await().atMost(LIMIT).until(() -> owner.isInTouch() && standby.isInTouch());
        members.dispose();
    }

    /** As the owner of a task does: a new session until one opens. */
    private Ledger recovered() {
        return await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(SessionLost.class)
                .until(this::open, l -> true);
    }

    private Ledger open() {
        KafkaLedgers ledgers =
                new KafkaLedgers(settings, Framings.SINGLE_OBJECT, InstantSource.system(), new KafkaWatcher() {});
        Ledger ledger = ledgers.session(0, List.of(stream), START);
        ledger.open().block(LIMIT);
        return ledger;
    }

    private List<String> values() {
        return CommittedRecords.read(kafka.bootstrapServers(), Pattern.compile("cdr\\.sms"), LIMIT).stream()
                .map(r -> new String(r.value(), UTF_8))
                .toList();
    }

    /** Reads nothing of what it is given. */
    private static final class Silent implements Tasks.Owner {

        @Override
        public void assigned(Set<Integer> tasks) {}

        @Override
        public Mono<Void> revoked(Set<Integer> tasks) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> lost(Set<Integer> tasks) {
            return Mono.empty();
        }
    }
}
