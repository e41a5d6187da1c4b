package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.documents.PublishedSchema;
import io.cdrstream.model.EventFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The public checkpoint record is what its schema and its page say. */
final class CheckpointSchemaTest {

    private static final Instant WATERMARK = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant UPDATED = Instant.parse("2026-10-01T00:05:00Z");
    private static final PublishedSchema SCHEMA = PublishedSchema.of("checkpoint.schema.json");

    @Test
    void whatIsWrittenIsValid() {
        assertThat(SCHEMA.ownErrors()).isEmpty();
        assertThat(SCHEMA.errors(written("abcd1234/SMS/outbound", EventFormat.JSON, Map.of())))
                .isEmpty();
        assertThat(SCHEMA.errors(written("abcd1234/VOICE-CALL", EventFormat.AVRO, Map.of())))
                .isEmpty();
        Map<String, String> options = Map.of("include_message", "true");
        assertThat(SCHEMA.errors(written("abcd1234/SMS/inbound?country=G|B&to=~1f9a0", EventFormat.AVRO, options)))
                .isEmpty();
    }

    @Test
    void aRedoIsValid() {
        String redo = ",\"redo\":{\"from\":\"2026-10-01T00:00:00Z\",\"next\":\"2026-10-01T00:00:00Z\","
                + "\"to\":\"2026-10-02T00:00:00Z\"}}";
        String plain = written("abcd1234/ASR", EventFormat.JSON, Map.of());
        assertThat(SCHEMA.errors(plain.substring(0, plain.length() - 1) + redo)).isEmpty();
        assertThat(SCHEMA.errors(plain.substring(0, plain.length() - 1) + ",\"redo\":{}}"))
                .isNotEmpty();
    }

    @Test
    void theOtherRecordsOfTheTopicAreNotMeant() {
        assertThat(SCHEMA.errors(new String(CheckpointCodec.bill(7, 1), UTF_8))).isNotEmpty();
        assertThat(SCHEMA.errors(new String(CheckpointCodec.meta(MetaRecord.create(8)), UTF_8)))
                .isNotEmpty();
    }

    @Test
    void thePageShowsOneAsItIsWritten() throws IOException {
        assertThat(Files.readString(Path.of("../docs/events/checkpoint.md")))
                .contains("```json\n" + written("abcd1234/SMS/outbound", EventFormat.JSON, Map.of()) + "\n```");
    }

    @Test
    void theSchemaOfCompletenessEntriesIsOne() {
        assertThat(PublishedSchema.of("completeness.schema.json").ownErrors()).isEmpty();
    }

    private static String written(String stream, EventFormat format, Map<String, String> options) {
        StreamRecord checkpoint = new StreamRecord(
                stream,
                WATERMARK,
                WATERMARK,
                WATERMARK,
                WATERMARK,
                List.of(new PassReached(Duration.ofHours(3), WATERMARK)),
                null,
                7,
                "id",
                format,
                options,
                UPDATED);
        return new String(CheckpointCodec.stream(checkpoint), UTF_8);
    }
}
