package io.cdrstream.sink.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Slice;
import io.cdrstream.sink.Restored.DayBill;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of the checkpoint topic: JSON with a version. What it writes it reads; what it cannot read is an
 * {@link IllegalArgumentException}, never a guess.
 */
final class CheckpointCodec {

    static final int VERSION = 1;

    private CheckpointCodec() {}

    static byte[] meta(MetaRecord meta) {
        return Json.write(json -> {
            json.writeNumberField("tasks", meta.tasks());
            json.writeStringField("fingerprintKey", HexFormat.of().formatHex(meta.fingerprintKey()));
        });
    }

    static MetaRecord meta(byte[] value) {
        Json json = object(value);
        byte[] key = HexFormat.of().parseHex(json.text("fingerprintKey"));
        if (key.length != 16) {
            throw new IllegalArgumentException("field fingerprintKey has " + key.length + " bytes");
        }
        return new MetaRecord(Math.toIntExact(json.number("tasks")), key);
    }

    static byte[] stream(StreamRecord stream) {
        return Json.write(json -> {
            json.writeStringField("stream", stream.stream());
            json.writeStringField("begin", stream.begin().toString());
            json.writeStringField("watermark", stream.watermark().toString());
            json.writeStringField("sealed", stream.sealed().toString());
            json.writeStringField("known", stream.known().toString());
            json.writeArrayFieldStart("passes");
            for (PassReached pass : stream.passes()) {
                json.writeStartObject();
                json.writeStringField("age", pass.age().toString());
                json.writeStringField("until", pass.until().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            redo(json, stream.redo());
            json.writeNumberField("sequence", stream.sequence());
            json.writeStringField("key", stream.key());
            json.writeStringField("format", stream.format().text());
            json.writeObjectFieldStart("options");
            for (Map.Entry<String, String> option : stream.options().entrySet()) {
                json.writeStringField(option.getKey(), option.getValue());
            }
            json.writeEndObject();
            json.writeStringField("updated", stream.updated().toString());
        });
    }

    private static void redo(JsonGenerator json, @Nullable Redo redo) throws IOException {
        if (redo != null) {
            json.writeObjectFieldStart("redo");
            json.writeStringField("from", redo.from().toString());
            json.writeStringField("next", redo.next().toString());
            json.writeStringField("to", redo.to().toString());
            json.writeEndObject();
        }
    }

    private static @Nullable Redo redo(Json json) {
        return json.has("redo")
                ? new Redo(
                        json.object("redo").time("from"),
                        json.object("redo").time("next"),
                        json.object("redo").time("to"))
                : null;
    }

    static StreamRecord stream(byte[] value) {
        Json json = object(value);
        Instant watermark = json.time("watermark");
        Instant sealed = json.has("sealed") ? json.time("sealed") : watermark; // from before there were revisits
        return new StreamRecord(
                json.text("stream"),
                json.has("begin") ? json.time("begin") : watermark,
                watermark,
                sealed,
                json.has("known") ? json.time("known") : sealed, // nobody has noted what was dropped before
                json.has("passes") ? passes(json) : List.of(),
                redo(json),
                json.number("sequence"),
                json.text("key"),
                format(json.textOrNull("format")),
                json.texts("options"),
                json.time("updated"));
    }

    private static List<PassReached> passes(Json json) {
        return json.objects("passes").stream()
                .map(pass -> new PassReached(pass.duration("age"), pass.time("until")))
                .toList();
    }

    /** JSON was the only one before there was a choice. */
    private static EventFormat format(@Nullable String text) {
        return text == null ? EventFormat.JSON : EventFormat.valueOf(text.toUpperCase(Locale.ROOT));
    }

    static byte[] slice(SliceProgress slice) {
        return Json.write(json -> {
            range(json, slice.slice());
            json.writeNumberField("pass", slice.pass());
            json.writeStringField("block", slice.block().toString());
            json.writeStringField("asked", slice.asked().toString());
            @Nullable Cursor next = slice.next();
            json.writeStringField("cursor", next == null ? null : next.cursor());
            json.writeStringField("iv", next == null ? null : next.iv());
            json.writeBooleanField("done", slice.isDone());
            json.writeNumberField("pages", slice.pages());
            json.writeBooleanField("whole", slice.isWhole());
            json.writeBooleanField("dirty", slice.isDirty());
        });
    }

    private static void range(JsonGenerator json, Slice range) throws IOException {
        json.writeStringField("from", range.from().toString());
        json.writeStringField("to", range.to().toString());
    }

    private static Slice range(Json json) {
        return new Slice(json.time("from"), json.time("to"));
    }

    static SliceProgress slice(byte[] value) {
        Json json = object(value);
        String cursor = json.textOrNull("cursor");
        return new SliceProgress(
                range(json),
                json.count("pass"),
                json.time("block"),
                json.time("asked"),
                cursor == null ? null : new Cursor(cursor, json.text("iv")),
                json.truth("done"),
                json.count("pages"),
                json.truth("whole"),
                json.truth("dirty"));
    }

    static byte[] chunk(ChunkRef chunk) {
        return Json.write(json -> {
            json.writeStringField("owner", chunk.owner());
            json.writeNumberField("sequence", chunk.sequence());
            json.writeNumberField("floor", chunk.floor());
            json.writeNumberField("size", chunk.size());
            range(json, chunk.range());
        });
    }

    static ChunkRef chunk(byte[] value) {
        Json json = object(value);
        return new ChunkRef(
                json.text("owner"), json.number("sequence"), json.number("floor"), json.count("size"), range(json));
    }

    static byte[] followUp(FollowUp batch) {
        return Json.write(json -> {
            json.writeNumberField("number", batch.number());
            json.writeNumberField("level", batch.level());
            range(json, batch.range());
            json.writeArrayFieldStart("ids");
            for (String id : batch.ids()) {
                json.writeString(id);
            }
            json.writeEndArray();
        });
    }

    static FollowUp followUp(byte[] value) {
        Json json = object(value);
        return new FollowUp(json.number("number"), json.count("level"), range(json), json.items("ids"));
    }

    static byte[] bill(long records, long pages) {
        return Json.write(json -> {
            json.writeNumberField("records", records);
            json.writeNumberField("pages", pages);
        });
    }

    /** @param credential from its key, like source and day */
    static DayBill bill(String credential, String source, LocalDate day, byte[] value) {
        Json json = object(value);
        return new DayBill(
                credential, source, day, json.number("records"), json.has("pages") ? json.number("pages") : 0);
    }

    static byte[] replays(long next) {
        return Json.write(json -> json.writeNumberField("next", next));
    }

    /** Offset of the first request for a replay that is not settled. */
    static long replays(byte[] value) {
        return object(value).number("next");
    }

    static Json object(byte[] value) {
        Json json = Json.parse(value);
        if (json.number("v") != VERSION) {
            throw new IllegalArgumentException("version " + json.number("v") + " is not one this program knows");
        }
        return json;
    }
}
