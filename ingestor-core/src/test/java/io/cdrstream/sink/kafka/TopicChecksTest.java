package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicChecksTest {

    private static final Instant NOW = START.plus(Duration.ofDays(10));

    private final Map<String, TopicFacts> facts = new HashMap<>();

    TopicChecksTest() {
        put("c", 8, false, Map.of("cleanup.policy", "compact"));
        put("s", 8, false, Map.of("cleanup.policy", "compact"));
        put("cdr.sms", 4, false, Map.of("retention.ms", "-1"));
        put("d", 1, true, Map.of());
    }

    @Test
    void topicsAsWeMakeThemAreFine() {
        assertThat(findings(OptionalInt.of(8))).isEmpty();
    }

    @Test
    void checkpointsThatAreDeletedWithTimeAreRefusedWithTheCommandThatMendsIt() {
        put("c", 8, false, Map.of("cleanup.policy", "delete"));
        assertThat(findings(OptionalInt.of(8))).singleElement().satisfies(finding -> {
            assertThat(finding.isError()).isTrue();
            assertThat(finding.remedy())
                    .isEqualTo("kafka-configs --bootstrap-server kafka:9092 --alter --entity-type topics"
                            + " --entity-name c --add-config cleanup.policy=compact");
        });
    }

    @Test
    void aCompactedDeadLetterIsRefusedSinceLettersMayHaveNoKey() {
        put("d", 1, true, Map.of("cleanup.policy", "compact"));
        assertThat(findings(OptionalInt.of(8))).singleElement().satisfies(finding -> {
            assertThat(finding.isError()).isTrue();
            assertThat(finding.remedy()).contains("--entity-name d --add-config cleanup.policy=delete");
        });
    }

    @Test
    void anotherNumberOfPartitionsIsRefused() {
        put("s", 6, false, Map.of("cleanup.policy", "compact"));
        assertThat(findings(OptionalInt.of(8))).singleElement().satisfies(finding -> assertThat(finding.remedy())
                .isEqualTo("kafka-topics --bootstrap-server kafka:9092 --alter --topic s --partitions 8"));
        put("s", 12, false, Map.of("cleanup.policy", "compact"));
        assertThat(findings(OptionalInt.of(8))).singleElement().satisfies(f -> assertThat(f.isError())
                .isTrue());
    }

    @Test
    void anotherNumberOfTasksThanAtCreationIsRefused() {
        put("c", 6, false, Map.of("cleanup.policy", "compact"));
        put("s", 6, false, Map.of("cleanup.policy", "compact"));
        assertThat(findings(OptionalInt.of(6))).hasSize(2).allSatisfy(f -> assertThat(f.remedy())
                .contains("number of tasks to 6"));
    }

    @Test
    void emptyCheckpointsBesideEventsAreRefused() {
        put("c", 8, true, Map.of("cleanup.policy", "compact"));
        assertThat(findings(OptionalInt.empty())).singleElement().satisfies(finding -> assertThat(finding.sentence())
                .contains("published again"));
    }

    @Test
    void historyThatWouldDieAtOnceIsRefusedAtTheBeginningAndAWarningLater() {
        put("c", 8, true, Map.of("cleanup.policy", "compact"));
        put(
                "cdr.sms",
                4,
                true,
                Map.of("retention.ms", Long.toString(Duration.ofDays(7).toMillis())));
        assertThat(findings(OptionalInt.empty())).singleElement().satisfies(f -> assertThat(f.isError())
                .isTrue());
        assertThat(findings(OptionalInt.of(8))).singleElement().satisfies(f -> assertThat(f.isError())
                .isFalse());
    }

    @Test
    void aTopicThatTakesHistoryIsCreatedToKeepItLonger() {
        WantedTopic events = plan().topics().get(2);
        assertThat(events.config())
                .containsEntry("retention.ms", Long.toString(Duration.ofDays(40).toMillis()));
    }

    @Test
    void aLowLimitAndATimeOfArrivalAreWarnings() {
        put("cdr.sms", 4, false, Map.of("max.message.bytes", "1000", "message.timestamp.type", "LogAppendTime"));
        assertThat(findings(OptionalInt.of(8))).hasSize(2).noneMatch(Finding::isError);
    }

    @Test
    void aTopicThatRefusesTheHistorysTimestampsIsAWarning() {
        put("cdr.sms", 4, false, Map.of("message.timestamp.before.max.ms", "86400000"));
        assertThat(findings(OptionalInt.of(8))).singleElement().satisfies(finding -> {
            assertThat(finding.isError()).isFalse();
            assertThat(finding.sentence()).contains("ce_time");
        });
    }

    @Test
    void compactionByTheBareIdIsAWarningInWords() {
        put("cdr.sms", 4, false, Map.of("cleanup.policy", "compact"));
        assertThat(findings(OptionalInt.of(8))).singleElement().satisfies(finding -> {
            assertThat(finding.isError()).isFalse();
            assertThat(finding.sentence())
                    .contains("only the last revision stays", "sum(charge_delta)", "two accounts");
            assertThat(finding.remedy()).contains("--add-config cleanup.policy=delete");
        });
    }

    private void put(String name, int partitions, boolean isEmpty, Map<String, String> config) {
        facts.put(name, new TopicFacts(name, partitions, isEmpty, config, Set.of()));
    }

    private List<Finding> findings(OptionalInt tasksAtCreation) {
        return new TopicChecks(settings(), plan(), facts, tasksAtCreation).findings();
    }

    private static TopicPlan plan() {
        return new TopicPlan(settings(), List.of(Pages.stream("cdr.sms")), NOW);
    }

    private static KafkaSettings settings() {
        return ClientPropertiesTest.settings(Map.of("bootstrap.servers", "kafka:9092"));
    }
}
