package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import io.cdrstream.model.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each event topic does with events, in a sentence, and what of it the configuration asks for otherwise. Topics of
 * which the same is true share a sentence.
 */
final class EventTopicsInWords {

    private static final String AS_SENT = "producer";
    private static final int NAMED = 3;

    private final TopicPlan plan;
    private final Map<String, TopicFacts> facts;
    private final Commands commands;
    private final String sent;
    private final int producerLimit;
    private final boolean isCreating;

    /** @param facts the topics that exist */
    EventTopicsInWords(KafkaSettings settings, TopicPlan plan, Map<String, TopicFacts> facts) {
        this.plan = plan;
        this.facts = facts;
        this.commands = new Commands(settings);
        this.sent = ClientProperties.compression(settings);
        this.producerLimit = TopicLimits.producerLimit(settings);
        this.isCreating = settings.createTopics();
    }

    List<Finding> findings() {
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        List<Finding> differences = new ArrayList<>();
        plan.uses().forEach((name, use) -> {
            @Nullable TopicFacts topic = facts.get(name);
            if (topic != null && topic.config() != null) {
                add(sentences, asItIs(topic, use), name);
                compare(topic, use, differences);
            } else if (topic == null && isCreating) {
                add(sentences, asItWillBe(use), name);
            }
            if (use.hasMessages()) {
                add(sentences, largest(topic), name);
            }
        });
        List<Finding> findings = new ArrayList<>();
        sentences.forEach((sentence, names) -> findings.add(Finding.fact(subject(names), sentence)));
        findings.addAll(differences);
        return findings;
    }

    private static void add(Map<String, List<String>> sentences, String sentence, String name) {
        sentences.computeIfAbsent(sentence, s -> new ArrayList<>()).add(name);
    }

    private String largest(@Nullable TopicFacts topic) {
        TopicLimit own = topic == null || topic.config() == null ? TopicLimit.DEFAULT : TopicLimit.of(topic.config());
        return "takes events of up to " + own.atMost(producerLimit).bytes()
                + " bytes, texts of messages included: the lesser of kafka.max.request.size and the topic's "
                + MAX_MESSAGE_BYTES_CONFIG + ". What is larger goes to the dead letter.";
    }

    private static String subject(List<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }

    private String asItWillBe(TopicUse use) {
        EventTopic design = use.design();
        String history = use.retention().equals(design.retention())
                ? ""
                : " (" + DurationText.roughly(design.retention()) + ", and as long as the start lies back)";
        return "does not exist yet and will be created: keeps events for "
                + DurationText.roughly(use.retention()) + history + " after "
                + stamp(design.isStampedOnArrival()) + ", then deletes them; " + partitions(design.partitions()) + "; "
                + compression(design.compression() == null ? AS_SENT : design.compression()) + ".";
    }

    private String asItIs(TopicFacts topic, TopicUse use) {
        int asked = use.design().partitions();
        String other = topic.partitions() == asked ? "" : " (the configuration asks for " + asked + " in a new topic)";
        return cleanup(topic, use) + "; " + partitions(topic.partitions()) + other + "; "
                + compression(topic.setting(COMPRESSION_TYPE_CONFIG, AS_SENT)) + ".";
    }

    private static String cleanup(TopicFacts topic, TopicUse use) {
        String of = topic.isCompacted() ? "the last event of each " + String.join(" or ", use.keys()) : "events";
        @Nullable Duration retention = topic.retention();
        return retention == null
                ? "keeps " + of + " for ever"
                : "keeps " + of + " for " + DurationText.roughly(retention) + " after "
                        + stamp(topic.isStampedOnArrival()) + ", then deletes them";
    }

    private static String stamp(boolean isOnArrival) {
        return isOnArrival ? "their arrival" : "their event time";
    }

    private static String partitions(int number) {
        return number + (number == 1 ? " partition" : " partitions");
    }

    private String compression(String own) {
        if (own.equals(AS_SENT)) {
            return "compressed as we send them (" + sent + ")";
        }
        boolean isSame = own.equals(sent) || (own.equals("uncompressed") && sent.equals("none"));
        return isSame ? "compressed by " + own : "compressed by " + own + ", by the broker, since we send " + sent;
    }

    private void compare(TopicFacts topic, TopicUse use, List<Finding> differences) {
        Duration asked = use.design().retention();
        @Nullable Duration kept = topic.retention();
        if (kept != null && kept.compareTo(asked) < 0) {
            differences.add(Finding.warning(
                    topic.name(),
                    "keeps events for " + DurationText.roughly(kept) + ", the configuration says "
                            + DurationText.roughly(asked) + ".",
                    commands.setTopic(
                            topic.name(),
                            RETENTION_MS_CONFIG,
                            Long.toString(use.retention().toMillis()))));
        }
        @Nullable String compression = use.design().compression();
        String own = topic.setting(COMPRESSION_TYPE_CONFIG, AS_SENT);
        if (compression != null && !compression.equals(own)) {
            differences.add(Finding.warning(
                    topic.name(),
                    "has compression.type=" + own + ", the configuration says " + compression + ".",
                    commands.setTopic(topic.name(), COMPRESSION_TYPE_CONFIG, compression)));
        }
    }
}
