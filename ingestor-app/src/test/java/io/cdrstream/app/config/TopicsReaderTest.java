package io.cdrstream.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cdrstream.model.EventFormat;
import io.cdrstream.sink.kafka.EventTopic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where events go, how they look there, and what topics that are shared may not be. */
final class TopicsReaderTest {

    private static final String ONE_TOPIC = "topics: {events: 'cdr.{account}'}\n";

    @Test
    void aProductMayHaveATopicOfItsOwnKind() throws ConfigurationWrong {
        Configuration configuration = read(
                """
                format: avro
                topics:
                  compression: zstd
                  retention: 60d
                  products:
                    SMS: {events: 'texts.{account}', key: to, format: json, partitions: 12, compression: gzip}
                    VOICE-CALL: {retention: 90d, compression: none, timestamp: ingest}
                """);
        assertThat(configuration.ingestor().streams())
                .extracting(s -> s.product().name() + " " + s.topic() + " " + s.key() + " " + s.format())
                .containsOnly("SMS texts.abcd1234 to JSON", "VOICE-CALL cdr.voice-call id AVRO");
        assertThat(configuration.kafka().events().of("SMS"))
                .isEqualTo(new EventTopic(12, Duration.ofDays(60), "gzip", false));
        assertThat(configuration.kafka().events().of("VOICE-CALL"))
                .isEqualTo(new EventTopic(6, Duration.ofDays(90), "uncompressed", true));
        assertThat(configuration.kafka().events().of("ASR")).isEqualTo(EventTopic.of(6, Duration.ofDays(60)));
        assertThat(configuration.kafka().properties()).containsEntry("compression.type", "zstd");
        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.effective())
                .contains("topics.products.VOICE-CALL: {retention: 90d, compression: none, timestamp: ingest}");
    }

    @Test
    void withoutAWordTopicsKeepEventsForThirtyDaysAndTheProducerCompresses() throws ConfigurationWrong {
        Configuration configuration = read("");
        assertThat(configuration.kafka().events().of("SMS")).isEqualTo(EventTopic.of(6, Duration.ofDays(30)));
        assertThat(configuration.kafka().properties()).containsEntry("compression.type", "lz4");
    }

    @Test
    void aStreamsOwnWordsGoBeforeThoseOfItsProduct() throws ConfigurationWrong {
        String streams =
                "streams: [{product: SMS, direction: inbound, key: from}, {product: SMS, direction: outbound}]";
        assertThat(read(streams, "topics: {products: {SMS: {key: to, format: avro}}}")
                        .ingestor()
                        .streams())
                .extracting(s -> s.key() + " " + s.format())
                .containsExactly("from AVRO", "to AVRO");
    }

    @Test
    void noTopicOfOursHasTheNameOfAnotherOrOfTheReplays() {
        assertThat(errors("topics: {checkpoints: x, seen: x.dl.replays, dead-letter: x.dl}"))
                .singleElement()
                .asString()
                .contains("topics.seen", "is the name of another topic as well");
        assertThat(errors("topics: {checkpoints: x, seen: x}"))
                .singleElement()
                .asString()
                .contains("topics.seen", "is the name of another topic as well");
    }

    @Test
    void everythingWrongWithAProductIsSaidAtOnce() {
        assertThat(
                        errors(
                                """
                        kafka: {bootstrap.servers: 'localhost:9092', compression.type: zstd}
                        topics:
                          products:
                            SMS: {partition: 3, compression: zst, events: 'cdr.{produkt}'}
                            ASR: {retention: soon}
                            ASR: {retention: later}
                        """))
                .containsExactlyInAnyOrder(
                        "kafka.compression.type (line 1): has a key of its own; write topics.compression",
                        "topics.products.SMS.partition (line 4): there is no such key; did you mean partitions?",
                        "topics.products.SMS.compression (line 4): \"zst\" is none of none, gzip, snappy, lz4, zstd; did you mean zstd?",
                        "topics.products.SMS.events (line 4): has a placeholder that does not exist; there are {product} and {account}",
                        "topics.products.ASR.retention (line 6): \"later\" is not a duration such as 500ms, 10s, 5m, 24h or 30d",
                        "topics.products.ASR (line 6): is written twice; keep one of them");
    }

    @Test
    void productsAndKeysThatNobodyKnowsAreDoubted() throws ConfigurationWrong {
        assertThat(read("key: form\ntopics: {products: {sms: {partitions: 3}, ASR: {key: too}}}")
                        .warnings())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "topics.products.sms (line 4): sms is no product of the catalogue; did you mean SMS?",
                        "topics.products.ASR.key (line 4): \"too\" is a field that we do not know; a record without it"
                                + " has its id as key; did you mean to?",
                        "key (line 3): \"form\" is a field that we do not know; a record without it has its id as key;"
                                + " did you mean from?");
        assertThat(read("key: account").warnings()).isEmpty();
    }

    @Test
    void aStreamMayHaveAFormatOfItsOwn() throws ConfigurationWrong {
        String streams = "products: [SMS, VOICE-CALL], streams: [{product: VOICE-FAILED, format: json}]";
        assertThat(read(streams, "format: avro").ingestor().streams())
                .extracting(s -> s.id().product() + " " + s.format())
                .containsOnly("SMS AVRO", "VOICE-CALL AVRO", "VOICE-FAILED JSON");
        assertThat(read("").ingestor().streams()).allMatch(s -> s.format() == EventFormat.JSON);
    }

    @Test
    void aTopicHasOneFormat() {
        assertThat(errors("topics: {events: 'cdr.{account}', products: {SMS: {format: avro}}}"))
                .singleElement()
                .asString()
                .contains("streams of both formats share the topic cdr.abcd1234");
    }

    @Test
    void aTopicHasOneSchemaUnlessSubjectsAreNamedAfterIt() throws ConfigurationWrong {
        assertThat(errors("format: avro\n" + ONE_TOPIC))
                .containsExactly("topics.events: SMS and VOICE-CALL share the topic cdr.abcd1234, but not a schema: one"
                        + " topic, one schema; write topics.events: cdr.{product}, or with a registry"
                        + " registry.subject: topic-record");
        String registry = "format: avro\nregistry: {url: 'http://localhost:8081', subject: topic-record}\n";
        assertThat(read(registry + ONE_TOPIC).ingestor().streams()).hasSize(3);
    }

    @Test
    void aTopicWithTwoKeysIsDoubted() throws ConfigurationWrong {
        String streams =
                "streams: [{product: SMS, direction: inbound, key: from}, {product: SMS, direction: outbound}]";
        assertThat(read(streams, "").warnings())
                .singleElement()
                .asString()
                .contains("events in cdr.sms have different keys, from and id");
    }

    @Test
    void aTopicIsMadeInOneWay() {
        assertThat(
                        errors(
                                """
                        topics:
                          products:
                            SMS: {events: shared, retention: 7d}
                            VOICE-CALL: {events: shared}
                        """))
                .singleElement()
                .asString()
                .contains("topics.products: SMS and VOICE-CALL share the topic shared")
                .contains("different partitions, retention, compression or timestamp");
    }

    private static Configuration read(String more) throws ConfigurationWrong {
        return read("products: [SMS, VOICE-CALL]", more);
    }

    private static Configuration read(String reads, String more) throws ConfigurationWrong {
        String kafka = more.contains("kafka:") ? "" : "kafka: {bootstrap.servers: 'localhost:9092'}\n";
        String credentials = "credentials: [{key: abcd1234, secret: x, " + reads + "}]\n";
        String yaml = kafka.isEmpty() ? more + credentials : kafka + credentials + more;
        return new ConfigurationReader(Map.<String, String>of()::get, Clock.systemUTC()).read(yaml, Path.of("."));
    }

    private static List<String> errors(String more) {
        return assertThatExceptionOfType(ConfigurationWrong.class)
                .isThrownBy(() -> read(more))
                .actual()
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
