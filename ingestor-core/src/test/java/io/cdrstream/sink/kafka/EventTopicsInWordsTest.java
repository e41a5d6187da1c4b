package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.model.CdrStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTopicsInWordsTest {

    private static final String WEEK = Long.toString(Duration.ofDays(7).toMillis());

    private final Map<String, TopicFacts> facts = new HashMap<>();
    private Map<String, String> options = Map.of();
    private EventTopic design = EventTopic.of(4, Duration.ofDays(30));

    @Test
    void aTopicThatWillBeCreatedSaysHowItWillBe() {
        assertThat(said(0, "cdr.sms"))
                .containsExactly(
                        "cdr.sms does not exist yet and will be created: keeps events for 30 d after their event"
                                + " time, then deletes them; 4 partitions; compressed as we send them (lz4).");
        assertThat(said(7, "cdr.sms").get(0)).contains("for 37 d (30 d, and as long as the start lies back) after");
        design = new EventTopic(1, Duration.ofDays(2), "zstd", true);
        assertThat(said(7, "cdr.sms"))
                .containsExactly("cdr.sms does not exist yet and will be created: keeps events for 2 d after their"
                        + " arrival, then deletes them; 1 partition; compressed by zstd, by the broker, since we send"
                        + " lz4.");
    }

    @Test
    void aTopicThatIsOtherwiseSaysSoWithTheCommandThatMendsIt() {
        design = new EventTopic(12, Duration.ofDays(30), "zstd", false);
        put("cdr.sms", Map.of("retention.ms", WEEK, "compression.type", "gzip"));
        List<Finding> findings = findings(0, "cdr.sms");
        assertThat(findings).extracting(Finding::severity).startsWith(Finding.Severity.FACT);
        assertThat(findings)
                .extracting(Finding::toString)
                .containsExactly(
                        "cdr.sms keeps events for 7 d after their event time, then deletes them; 4 partitions (the"
                                + " configuration asks for 12 in a new topic); compressed by gzip, by the broker, since"
                                + " we send lz4.",
                        "cdr.sms keeps events for 7 d, the configuration says 30 d. Remedy: kafka-configs"
                                + " --bootstrap-server kafka:9092 --alter --entity-type topics --entity-name cdr.sms"
                                + " --add-config retention.ms=2592000000",
                        "cdr.sms has compression.type=gzip, the configuration says zstd. Remedy: kafka-configs"
                                + " --bootstrap-server kafka:9092 --alter --entity-type topics --entity-name cdr.sms"
                                + " --add-config compression.type=zstd");
    }

    @Test
    void whatIsKeptLongerOrForEverIsNoComplaint() {
        put("cdr.sms", Map.of("retention.ms", "-1"));
        assertThat(said(0, "cdr.sms"))
                .containsExactly("cdr.sms keeps events for ever; 4 partitions; compressed as we send them (lz4).");
        put("cdr.sms", Map.of("cleanup.policy", "compact", "retention.ms", WEEK));
        assertThat(said(0, "cdr.sms").get(0)).startsWith("cdr.sms keeps the last event of each id for ever;");
        put("cdr.sms", Map.of("cleanup.policy", "compact,delete", "retention.ms", "9999999000"));
        assertThat(said(0, "cdr.sms"))
                .singleElement()
                .asString()
                .contains("the last event of each id for 115 d after their event time");
    }

    @Test
    void topicsOfWhichTheSameIsTrueShareASentence() {
        assertThat(said(0, "a", "b", "c", "d", "e")).singleElement().asString().startsWith("a, b, c and 2 more ");
    }

    @Test
    void whereTextsOfMessagesAreAskedForItSaysHowLargeAnEventMayBe() {
        String sentence = "cdr.sms takes events of up to %d bytes, texts of messages included: the lesser of"
                + " kafka.max.request.size and the topic's max.message.bytes. What is larger goes to the dead letter.";
        options = Map.of("include_message", "true");
        assertThat(said(0, "cdr.sms")).hasSize(2).endsWith(sentence.formatted(1048576));
        put("cdr.sms", Map.of("max.message.bytes", "70000"));
        assertThat(said(0, "cdr.sms")).hasSize(2).endsWith(sentence.formatted(70000));
        options = Map.of("include_message", "false");
        assertThat(said(0, "cdr.sms")).hasSize(1);
    }

    @Test
    void whatWeMayNotSeeIsNotDescribed() {
        facts.put("cdr.sms", new TopicFacts("cdr.sms", 4, true, null, Set.of()));
        assertThat(said(0, "cdr.sms")).isEmpty();
    }

    private void put(String name, Map<String, String> config) {
        facts.put(name, new TopicFacts(name, 4, false, config, Set.of()));
    }

    private List<String> said(int days, String... topics) {
        return findings(days, topics).stream().map(Finding::toString).toList();
    }

    /** @param days how long ago the streams start */
    private List<Finding> findings(int days, String... topics) {
        List<CdrStream> streams = Stream.of(topics).map(this::stream).toList();
        TopicPlan plan = new TopicPlan(settings(), streams, START.plus(Duration.ofDays(days)));
        return new EventTopicsInWords(settings(), plan, facts).findings();
    }

    private CdrStream stream(String topic) {
        CdrStream plain = Pages.stream(topic);
        return new CdrStream(
                plain.id(),
                plain.credential(),
                plain.product(),
                options,
                plain.key(),
                topic,
                plain.settle(),
                plain.start(),
                plain.end());
    }

    private KafkaSettings settings() {
        return new KafkaSettings(
                "g",
                Map.of("bootstrap.servers", "kafka:9092"),
                "c",
                "s",
                "d",
                "e",
                8,
                (short) -1,
                new EventTopics(design, Map.of()),
                true,
                Privacy.NONE,
                false);
    }
}
