package io.cdrstream.sink.kafka;

import static java.time.temporal.ChronoUnit.HOURS;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.model.Tally.Counts;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What passes have found, as JSON: private in a checkpoint while an hour is unfinished, public as an entry of the
 * completeness topic. The shape of an entry is described by {@code completeness.schema.json}.
 */
final class TallyCodec {

    private TallyCodec() {}

    static byte[] tally(Tally tally) {
        return Json.write(json -> {
            json.writeNumberField("pass", tally.pass());
            json.writeStringField("hour", tally.hour().toString());
            found(json, tally);
        });
    }

    static Tally tally(byte[] value) {
        Json json = CheckpointCodec.object(value);
        return found(json, json.count("pass"), json.time("hour"));
    }

    /** An entry as it is sent. */
    static ProducerRecord<byte[], byte[]> message(String topic, CompletenessEntry entry) {
        return new ProducerRecord<>(topic, Json.utf8(entry.stream().text()), entry(entry));
    }

    static byte[] entry(CompletenessEntry entry) {
        return Json.write(json -> {
            json.writeStringField("stream", entry.stream().text());
            json.writeStringField("pass", entry.pass());
            json.writeStringField("from", entry.from().toString());
            json.writeStringField("to", entry.to().toString());
            json.writeBooleanField("sealed", entry.isSeal());
            found(json, entry.found());
        });
    }

    /** @param streams by their text; null if the entry is of none of them */
    static @Nullable CompletenessEntry entry(byte[] value, Map<String, StreamId> streams) {
        Json json = CheckpointCodec.object(value);
        @Nullable StreamId stream = streams.get(json.text("stream"));
        return stream == null ? null : entry(stream, json);
    }

    /** @param stream that its text names */
    static CompletenessEntry entry(StreamId stream, byte[] value) {
        return entry(stream, CheckpointCodec.object(value));
    }

    private static CompletenessEntry entry(StreamId stream, Json json) {
        String pass = json.text("pass");
        Instant from = json.time("from");
        return new CompletenessEntry(
                stream, pass, from, json.time("to"), found(json, PassPlan.number(pass), from.truncatedTo(HOURS)));
    }

    private static void found(JsonGenerator json, Tally tally) throws IOException {
        Counts counts = tally.counts();
        json.writeNumberField("pages", counts.pages());
        json.writeNumberField("records", counts.records());
        json.writeNumberField("new", counts.fresh());
        json.writeNumberField("late", counts.late());
        json.writeNumberField("updated", counts.updated());
        json.writeNumberField("unchanged", counts.unchanged());
        json.writeNumberField("dead", counts.dead());
        json.writeNumberField("billed", counts.billed());
        json.writeObjectFieldStart("charge");
        for (Map.Entry<String, BigDecimal> sum : tally.charge().entrySet()) {
            json.writeStringField(sum.getKey(), sum.getValue().toPlainString());
        }
        json.writeEndObject();
        json.writeStringField("ids", String.format("%016x", tally.ids()));
    }

    private static Tally found(Json json, int pass, Instant hour) {
        Counts counts = new Counts(
                json.number("pages"),
                json.number("records"),
                json.number("new"),
                json.number("late"),
                json.number("updated"),
                json.number("unchanged"),
                json.number("dead"),
                json.number("billed"));
        Map<String, BigDecimal> charge = new TreeMap<>();
        json.texts("charge").forEach((currency, sum) -> charge.put(currency, new BigDecimal(sum)));
        return new Tally(pass, hour, counts, charge, Long.parseUnsignedLong(json.text("ids"), 16));
    }
}
