package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Tasks;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

@WithKafka
@Timeout(120)
class KafkaTasksIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaSettings settings;
    private final CdrStream stream;
    private final KafkaTopics topics;
    private final String bootstrap;

    KafkaTasksIT(KafkaBroker kafka) {
        String prefix = kafka.newTopicPrefix();
        bootstrap = kafka.bootstrapServers();
        settings = KafkaLedgerIT.settings(bootstrap, prefix);
        stream = Pages.stream(prefix + "cdr.sms");
        topics = new KafkaTopics(settings, InstantSource.system());
    }

    @Test
    void twoMembersShareTheTasksAndTheOneThatStaysTakesOver() {
        topics.prepare(List.of(stream)).block(LIMIT);
        Member first = new Member();
        KafkaTasks firstTasks = new KafkaTasks(settings);
        Disposable firsts = firstTasks.join(first).subscribe();
        await().atMost(LIMIT).until(() -> first.owned.equals(Set.of(0, 1)));
        await().atMost(LIMIT).until(() -> isOurs(firstTasks, 0));

        Member second = new Member();
        KafkaTasks seconds = new KafkaTasks(settings);
        Disposable stay = seconds.join(second).subscribe();
        await().atMost(LIMIT).until(() -> first.owned.size() == 1 && second.owned.size() == 1);

        firsts.dispose();
        await().atMost(LIMIT).until(() -> first.owned.isEmpty() && second.owned.equals(Set.of(0, 1)));
        stay.dispose();
        seconds.left().block(LIMIT);
        assertThat(second.owned).isEmpty();
        assertThat(isOurs(firstTasks, 0)).isFalse();
    }

    @Test
    void whatIsMissingIsCreatedAndFoundGoodTheNextTime() {
        assertThat(checked()).startsWith(stream.topic() + " does not exist yet and will be created: ");
        assertThat(topics.prepare(List.of(stream)).block(LIMIT)).isEmpty();
        assertThat(topics.prepare(List.of(stream)).block(LIMIT)).isEmpty();
        assertThat(checked()).startsWith(stream.topic() + " keeps events for ");
    }

    @Test
    void aCheckpointTopicWithoutASeenTopicIsFoundGood() {
        try (Topics admin = new Topics(bootstrap)) {
            admin.create(settings.checkpoints(), 2, Map.of("cleanup.policy", "compact"));
        }
        assertThat(checked()).startsWith(stream.topic() + " does not exist yet and will be created: ");
        assertThat(topics.prepare(List.of(stream)).block(LIMIT)).isEmpty();
    }

    @Test
    void aSeenTopicThatIsGoneWithWhatTheCheckpointsNameIsRefusedBeforeItIsMadeAnew() {
        topics.prepare(List.of(stream)).block(LIMIT);
        KafkaLedgers ledgers =
                new KafkaLedgers(settings, Framings.SINGLE_OBJECT, InstantSource.system(), new KafkaWatcher() {});
        Ledger ledger = ledgers.session(TaskOf.stream(stream.id(), 2), List.of(stream), Pages.START);
        ledger.open().block(LIMIT);
        ledger.commit(Pages.page(stream, Pages.hour(0), null, "next", "a")).block(LIMIT);
        ledger.close().block(LIMIT);
        assertThat(checked()).startsWith(stream.topic() + " keeps events for ");

        try (Topics admin = new Topics(bootstrap)) {
            admin.delete(settings.seen());
        }
        assertThat(topics.check(List.of(stream)).block(LIMIT))
                .filteredOn(Finding::isError)
                .singleElement()
                .asString()
                .contains(settings.seen() + " is gone or empty, and the checkpoints name what was in it");
        assertThatThrownBy(() -> topics.prepare(List.of(stream)).block(LIMIT)).isInstanceOf(TopicsRefused.class);
        try (Topics admin = new Topics(bootstrap)) {
            assertThat(admin.matching(Pattern.compile(settings.seen()))).isEmpty();
            admin.create(settings.seen(), 2, Map.of("cleanup.policy", "compact"));
        }
        assertThatThrownBy(() -> topics.prepare(List.of(stream)).block(LIMIT)).isInstanceOf(TopicsRefused.class);
    }

    /** The one fact that there is to say. */
    private String checked() {
        List<Finding> findings = topics.check(List.of(stream)).block(LIMIT);
        assertThat(findings).singleElement().extracting(Finding::severity).isEqualTo(Finding.Severity.FACT);
        return findings.get(0).toString();
    }

    @Test
    void aCheckpointTopicWithTheWrongPolicyIsRefusedWithTheCommandThatMendsIt() {
        try (Topics admin = new Topics(bootstrap)) {
            admin.create(settings.checkpoints(), 2, Map.of("cleanup.policy", "delete"));
        }
        assertThat(topics.check(List.of(stream)).block(LIMIT))
                .filteredOn(Finding::isError)
                .singleElement()
                .extracting(Finding::remedy)
                .asString()
                .endsWith("--add-config cleanup.policy=compact");
        assertThatThrownBy(() -> topics.prepare(List.of(stream)).block(LIMIT))
                .isInstanceOfSatisfying(TopicsRefused.class, refused -> assertThat(refused.findings())
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.remedy())
                                .isEqualTo("kafka-configs --bootstrap-server " + bootstrap
                                        + " --alter --entity-type topics --entity-name " + settings.checkpoints()
                                        + " --add-config cleanup.policy=compact")));
    }

    @Test
    void anotherNumberOfTasksIsRefusedOnceTheCheckpointsExist() {
        topics.prepare(List.of(stream)).block(LIMIT);
        KafkaLedgers ledgers =
                new KafkaLedgers(settings, Framings.SINGLE_OBJECT, InstantSource.system(), new KafkaWatcher() {});
        ledgers.session(1, List.of(), Pages.START).open().block(LIMIT);
        KafkaSettings more = with(4, 1);
        assertThatThrownBy(() -> new KafkaTopics(more, InstantSource.system())
                        .prepare(List.of(stream))
                        .block(LIMIT))
                .isInstanceOf(TopicsRefused.class)
                .hasMessageContaining("set the number of tasks to 2");
    }

    @Test
    void whatKafkaWillNeverDoIsFoundByACheckAndRefusedWithItsReasonInsteadOfWaitedFor() {
        KafkaTopics impossible = new KafkaTopics(with(2, 3), InstantSource.system());
        assertThat(impossible.check(List.of(stream)).block(LIMIT))
                .filteredOn(Finding::isError)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.sentence()).startsWith("cannot be created: "));
        assertThatThrownBy(() -> impossible.prepare(List.of(stream)).block(LIMIT))
                .isInstanceOf(TopicsRefused.class)
                .hasMessageContaining("does not let us prepare the topics: ")
                .hasMessageContaining("replica");
    }

    private KafkaSettings with(int tasks, int replication) {
        return new KafkaSettings(
                settings.group(),
                settings.properties(),
                settings.checkpoints(),
                settings.seen(),
                settings.deadLetter(),
                settings.completeness(),
                tasks,
                (short) replication,
                settings.events(),
                true,
                settings.privacy(),
                false);
    }

    private static boolean isOurs(KafkaTasks tasks, int task) {
        return tasks.isOurs(task).blockOptional(LIMIT).orElseThrow();
    }

    private static final class Member implements Tasks.Owner {

        final Set<Integer> owned = ConcurrentHashMap.newKeySet();

        @Override
        public void assigned(Set<Integer> tasks) {
            owned.addAll(tasks);
        }

        @Override
        public Mono<Void> revoked(Set<Integer> tasks) {
            return Mono.fromRunnable(() -> owned.removeAll(tasks));
        }

        @Override
        public Mono<Void> lost(Set<Integer> tasks) {
            return revoked(tasks);
        }
    }
}
