package io.cdrstream.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.avro.AvroEncoder;
import io.cdrstream.event.avro.DriftListener;
import io.cdrstream.event.avro.Framing;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Revision;
import io.cdrstream.model.StreamId;
import io.cdrstream.registry.WirePrefix;
import io.cdrstream.schemas.EventSchemas;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventTextTest {

    private static final String RECORD =
            """
            {"id":"r1","to":"a\\nb","date_received":"2026-10-01T10:00:00Z","total_price":"0.0360","latency":42,\
            "concatenated":true,"hue":"blue"}""";
    private static final String BEGINNING =
            """
            {"id":"r1","product":"SMS","account_id":"abcd1234","event_time":"2026-10-01T10:00:00Z","charge":0.036,\
            "charge_delta":0.036,"change":"new","ingested_at":"2026-10-01T11:00:00Z",""";
    private static final Schema SMS = EventSchemas.of("SMS");

    private final EventText text =
            new EventText(new WriterSchemas(id -> id == 7 ? Optional.of(SMS) : Optional.empty()));

    @Test
    void aValueThatNamesItsSchemaIsJson() {
        String json = text.of(event("x", null, value(Framing.singleObject(SMS))));
        assertThat(json)
                .startsWith(BEGINNING)
                .contains("\"latency\":42", "\"concatenated\":true", "\"more\":{\"hue\":\"blue\"}", "\"to\":\"a\\nb\"")
                .doesNotContain("null", "\n");
    }

    @Test
    void aValueWithAnIdIsReadByTheRegistrysSchemaOrElseByOursOfItsProduct() {
        assertThat(text.of(event("x", null, value(id(7))))).startsWith(BEGINNING);
        assertThat(text.of(event("x", "cdrstream.cdr.sms.outbound", value(id(8)))))
                .startsWith(BEGINNING);
        assertThat(text.of(event("eu.cdr.sms", null, value(id(8))))).startsWith(BEGINNING);
        assertThat(text.of(event("x", null, value(id(8)))))
                .startsWith("not readable as Avro: schema id 8")
                .endsWith("bytes");
    }

    @Test
    void anotherProductsSchemaIsNotTakenForTheWriters() {
        assertThat(text.of(event("cdr.voice-call", null, value(id(8)))))
                .startsWith("not readable as Avro: the schema VoiceCall did not write it");
    }

    @Test
    void whatIsNoAvroIsItsTextWithNothingThatATerminalWouldObey() {
        assertThat(text.of(event("x", null, "{\"id\" : 1}".getBytes(UTF_8)))).isEqualTo("{\"id\" : 1}");
        assertThat(text.of(event("x", null, "a\u001b[2Jb".getBytes(UTF_8)))).isEqualTo("a\uFFFD[2Jb");
        assertThat(text.of(event("x", null, null))).isEqualTo("none");
        assertThat(text.of(event("x", null, new byte[0]))).isEmpty();
    }

    @Test
    void rubbishIsToldInWords() {
        byte[] good = value(Framing.singleObject(SMS));
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, 11 + random.nextInt(good.length - 10));
            bad[10 + random.nextInt(bad.length - 10)] = (byte) random.nextInt();
            assertThat(text.of(event("x", null, bad)))
                    .satisfiesAnyOf(said -> assertThat(said).startsWith("{"), said -> assertThat(said)
                            .matches("not readable as Avro: .*; \\d+ \\(0x[0-9a-f]+\\) bytes"));
        }
        byte[] endless = Arrays.copyOf(good, 16); // an id of 1 GB
        System.arraycopy(new byte[] {2, -128, -128, -128, -128, 8}, 0, endless, 10, 6);
        assertThat(text.of(event("x", null, endless))).startsWith("not readable as Avro");
        byte[] unknown = good.clone();
        unknown[5] ^= 1;
        assertThat(text.of(event("x", null, unknown))).contains("is none of this version's");
        assertThat(text.of(event("x", null, new byte[] {0, 0, 1}))).contains("too short for one; 3 (0x3) bytes");
    }

    private static Framing id(int id) {
        return Framing.registered(WirePrefix.of(id));
    }

    private static byte[] value(Framing framing) {
        StreamId stream = StreamId.of("abcd1234", "SMS", null);
        byte[] body = RECORD.getBytes(UTF_8);
        Cdr cdr = new Cdr(0, 0, body.length, "r1", false, null, null);
        return new AvroEncoder(stream, SMS, framing, DriftListener.NONE)
                .encode(cdr, body, 0, body.length, Instant.parse("2026-10-01T11:00:00Z"), Revision.NEW);
    }

    private static ConsumerRecord<byte[], byte[]> event(String topic, @Nullable String type, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> event = new ConsumerRecord<>(topic, 0, 0, null, value);
        if (type != null) {
            event.headers().add("ce_type", type.getBytes(UTF_8));
        }
        return event;
    }
}
