package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Compares the topics as they are with what the guarantee needs. Pure: facts in, findings out. */
final class TopicChecks {

    /** Below this an ordinary CDR with its headers might not fit. */
    private static final long LEAST_MESSAGE_BYTES = 64 * 1024;

    private final KafkaSettings settings;
    private final TopicPlan plan;
    private final Map<String, TopicFacts> facts;
    private final OptionalInt tasksAtCreation;
    private final Commands commands;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param facts the topics that exist
     * @param tasksAtCreation the number of tasks that the checkpoints were made for; empty if there are none yet
     */
    TopicChecks(KafkaSettings settings, TopicPlan plan, Map<String, TopicFacts> facts, OptionalInt tasksAtCreation) {
        this.settings = settings;
        this.plan = plan;
        this.facts = facts;
        this.tasksAtCreation = tasksAtCreation;
        this.commands = new Commands(settings);
    }

    List<Finding> findings() {
        findings.clear();
        plan.topics().forEach(this::check);
        checkBeginning();
        return List.copyOf(findings);
    }

    private void check(WantedTopic wanted) {
        @Nullable TopicFacts topic = facts.get(wanted.name());
        if (topic == null) {
            checkMissing(wanted);
        } else if (wanted.isCompacted()) {
            checkPartitions(topic, wanted);
            checkPolicy(topic);
            checkSizes(topic, true);
        } else if (wanted.role() == WantedTopic.Role.REPLAYS) {
            checkRequests(topic, wanted);
            checkNotCompacted(topic);
        } else {
            checkSizes(topic, false);
            @Nullable TopicUse use = plan.uses().get(wanted.name());
            if (use == null) {
                checkNotCompacted(topic);
            } else {
                findings.addAll(new EventTopicChecks(topic, use, commands, tasksAtCreation.isEmpty()).findings());
            }
        }
        if (topic != null && topic.config() == null) {
            warning(topic, "has settings that we may not see, so they are not verified.", allowDescribe(topic));
        }
    }

    private String allowDescribe(TopicFacts topic) {
        return commands.allow("DescribeConfigs", "--topic " + topic.name());
    }

    private void checkMissing(WantedTopic wanted) {
        if (!settings.createTopics()) {
            findings.add(Finding.error(
                    wanted.name(), "does not exist, and we are told not to create topics.", commands.create(wanted)));
        }
    }

    private void checkPartitions(TopicFacts topic, WantedTopic wanted) {
        int tasks = tasksAtCreation.orElse(wanted.partitions());
        if (topic.partitions() < tasks) {
            error(
                    topic,
                    "has " + topic.partitions() + " partitions and needs " + tasks + ", one for each task.",
                    commands.addPartitions(topic.name(), tasks));
        } else if (topic.partitions() > tasks) {
            error(
                    topic,
                    "has " + topic.partitions() + " partitions and needs exactly " + tasks
                            + ", one for each task. Kafka cannot take partitions away.",
                    tasksAtCreation.isPresent()
                            ? "name new checkpoint and seen topics in the configuration and begin anew, at its start:"
                                    + " what came before is not read, what came after is paid for and published again"
                            : "set the number of tasks to " + topic.partitions()
                                    + ": topics.tasks in the configuration");
        } else if (tasks != settings.tasks()) {
            error(
                    topic,
                    "was made for " + tasks + " tasks, the configuration says " + settings.tasks()
                            + ". The number is fixed, because it decides where a stream's checkpoint lies.",
                    "set the number of tasks to " + tasks + ": topics.tasks in the configuration");
        }
    }

    private void checkRequests(TopicFacts topic, WantedTopic wanted) {
        if (topic.partitions() < wanted.partitions()) {
            error(
                    topic,
                    "has " + topic.partitions() + " partitions and needs " + wanted.partitions()
                            + ": each task is asked in a partition of its own.",
                    commands.addPartitions(topic.name(), wanted.partitions()));
        }
    }

    /** Kafka refuses a message without a key there, and with it the transaction that it is in, again and again. */
    private void checkNotCompacted(TopicFacts topic) {
        if (topic.isCompacted()) {
            error(
                    topic,
                    "has cleanup.policy=" + topic.setting(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT)
                            + ": what has no key would be refused there, and stop its task.",
                    commands.setTopic(topic.name(), CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE));
        }
    }

    private void checkPolicy(TopicFacts topic) {
        String policy = topic.setting(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
        if (!policy.equals(CLEANUP_POLICY_COMPACT)) {
            error(
                    topic,
                    "has cleanup.policy=" + policy + ": checkpoints would disappear with time, and records be published"
                            + " twice.",
                    commands.setTopic(topic.name(), CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT));
        }
    }

    private void checkSizes(TopicFacts topic, boolean isOurs) {
        if (topic.number(MAX_MESSAGE_BYTES_CONFIG, LEAST_MESSAGE_BYTES) < LEAST_MESSAGE_BYTES) {
            String sentence = isOurs
                    ? "takes messages of at most " + topic.setting(MAX_MESSAGE_BYTES_CONFIG, "?")
                            + " bytes: progress might not fit."
                    : "takes messages of at most " + topic.setting(MAX_MESSAGE_BYTES_CONFIG, "?")
                            + " bytes: larger records go to the dead letter.";
            String remedy = commands.resetTopic(topic.name(), MAX_MESSAGE_BYTES_CONFIG);
            findings.add(new Finding(
                    isOurs ? Finding.Severity.ERROR : Finding.Severity.WARNING, topic.name(), sentence, remedy));
        }
    }

    private void checkBeginning() {
        @Nullable TopicFacts checkpoints = facts.get(settings.checkpoints());
        boolean isBeginning = checkpoints == null || checkpoints.isEmpty();
        if (!isBeginning || settings.acceptEmpty()) {
            return;
        }
        plan.topics().stream()
                .filter(wanted -> wanted.role() == WantedTopic.Role.EVENTS)
                .map(wanted -> facts.get(wanted.name()))
                .filter(topic -> topic != null && !topic.isEmpty())
                .findFirst()
                .ifPresent(topic -> error(
                        topic,
                        "holds events, but " + settings.checkpoints()
                                + " is empty or missing, or we may not know of it: what was published already"
                                + " would be read, paid and published again.",
                        "allow us to describe " + settings.checkpoints() + ", restore it and " + settings.seen()
                                + ", or begin anew, and pay anew, with run --accept-empty-checkpoints"));
    }

    private void error(TopicFacts topic, String sentence, String remedy) {
        findings.add(Finding.error(topic.name(), sentence, remedy));
    }

    private void warning(TopicFacts topic, String sentence, String remedy) {
        findings.add(Finding.warning(topic.name(), sentence, remedy));
    }
}
