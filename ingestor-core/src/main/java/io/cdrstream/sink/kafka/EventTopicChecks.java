package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import io.cdrstream.model.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a topic that exists does to events what people expect of it. */
final class EventTopicChecks {

    private static final long LEAST_AHEAD_MS = Duration.ofMinutes(10).toMillis();

    private final TopicFacts topic;
    private final TopicUse use;
    private final Commands commands;
    private final boolean isBeginning;
    private final List<Finding> findings = new ArrayList<>();

    /** @param isBeginning whether there are no checkpoints yet */
    EventTopicChecks(TopicFacts topic, TopicUse use, Commands commands, boolean isBeginning) {
        this.topic = topic;
        this.use = use;
        this.commands = commands;
        this.isBeginning = isBeginning;
    }

    List<Finding> findings() {
        findings.clear();
        checkTimestampType();
        if (!topic.isStampedOnArrival()) {
            checkTimestamps();
            checkHistory();
        }
        checkCompaction();
        return List.copyOf(findings);
    }

    private void checkTimestampType() {
        if (topic.isStampedOnArrival() && !use.design().isStampedOnArrival()) {
            warning(
                    "replaces the event time by the time of arrival; the event time stays in the header ce_time.",
                    commands.setTopic(topic.name(), MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"));
        } else if (!topic.isStampedOnArrival() && use.design().isStampedOnArrival()) {
            warning(
                    "keeps the event time as timestamp, the configuration asks for the time of arrival.",
                    commands.setTopic(topic.name(), MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicFacts.ON_ARRIVAL));
        }
    }

    private void checkTimestamps() {
        long before = topic.number(MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.MAX_VALUE);
        if (before < use.age().plusDays(1).toMillis()) {
            warning(
                    "refuses timestamps more than " + DurationText.of(Duration.ofMillis(before))
                            + " old: older events travel with the API's time, their own stays in the header ce_time.",
                    commands.resetTopic(topic.name(), MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG));
        }
        long ahead = topic.number(MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, LEAST_AHEAD_MS);
        if (ahead < LEAST_AHEAD_MS) {
            findings.add(Finding.error(
                    topic.name(),
                    "refuses timestamps more than " + DurationText.of(Duration.ofMillis(ahead))
                            + " ahead: two clocks that differ would stop it.",
                    commands.resetTopic(topic.name(), MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)));
        }
    }

    /** A warning only once there are checkpoints: a start long ago says nothing about where a stream is now. */
    private void checkHistory() {
        @Nullable Duration retention = topic.retention();
        if (retention == null || retention.compareTo(use.age()) > 0) {
            return;
        }
        String sentence =
                "keeps events for " + DurationText.roughly(retention) + " after their event time, a stream's start"
                        + " is " + DurationText.roughly(use.age())
                        + " ago: that history is deleted as soon as it is written.";
        String remedy = commands.setTopic(
                topic.name(), RETENTION_MS_CONFIG, Long.toString(use.retention().toMillis()));
        findings.add(new Finding(
                isBeginning ? Finding.Severity.ERROR : Finding.Severity.WARNING, topic.name(), sentence, remedy));
    }

    /** Nothing that we lose, but what a compacted topic means is seen only when the sums are wrong. */
    private void checkCompaction() {
        if (topic.isCompacted() && use.keys().contains("id")) {
            warning(
                    "is compacted by the bare id: of a CDR that is updated only the last revision stays, so"
                            + " sum(charge_delta) is no longer the truth; and since a CDR is its account, product and"
                            + " id together, equal ids of two accounts or products replace each other.",
                    commands.setTopic(topic.name(), CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE));
        }
    }

    private void warning(String sentence, String remedy) {
        findings.add(Finding.warning(topic.name(), sentence, remedy));
    }
}
