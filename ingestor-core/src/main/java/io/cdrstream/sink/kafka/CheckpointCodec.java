package io.cdrstream.sink.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import java.io.IOException;
import java.util.HexFormat;
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
            json.writeStringField("watermark", stream.watermark().toString());
            json.writeNullField("sealed"); // until revisits exist nothing is final
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

    static StreamRecord stream(byte[] value) {
        Json json = object(value);
        return new StreamRecord(
                json.text("stream"),
                json.time("watermark"),
                json.number("sequence"),
                json.text("key"),
                format(json.textOrNull("format")),
                json.texts("options"),
                json.time("updated"));
    }

    /** JSON was the only one before there was a choice. */
    private static EventFormat format(@Nullable String text) {
        return text == null ? EventFormat.JSON : EventFormat.valueOf(text.toUpperCase(Locale.ROOT));
    }

    static byte[] slice(SliceProgress slice) {
        return Json.write(json -> {
            json.writeStringField("from", slice.slice().from().toString());
            json.writeStringField("to", slice.slice().to().toString());
            @Nullable Cursor next = slice.next();
            json.writeStringField("cursor", next == null ? null : next.cursor());
            json.writeStringField("iv", next == null ? null : next.iv());
            json.writeBooleanField("done", slice.isDone());
            json.writeNumberField("pages", slice.pages());
            json.writeArrayFieldStart("chunks");
            for (ChunkRef chunk : slice.chunks()) {
                chunk(json, chunk);
            }
            json.writeEndArray();
        });
    }

    private static void chunk(JsonGenerator json, ChunkRef chunk) throws IOException {
        json.writeStartObject();
        json.writeNumberField("sequence", chunk.sequence());
        json.writeNumberField("floor", chunk.floor());
        json.writeNumberField("size", chunk.size());
        json.writeEndObject();
    }

    static SliceProgress slice(byte[] value) {
        Json json = object(value);
        String cursor = json.textOrNull("cursor");
        return new SliceProgress(
                new Slice(json.time("from"), json.time("to")),
                cursor == null ? null : new Cursor(cursor, json.text("iv")),
                json.truth("done"),
                Math.toIntExact(json.number("pages")),
                json.objects("chunks").stream()
                        .map(c -> new ChunkRef(
                                c.number("sequence"), c.number("floor"), Math.toIntExact(c.number("size"))))
                        .toList());
    }

    static byte[] bill(long records) {
        return Json.write(json -> json.writeNumberField("records", records));
    }

    static long bill(byte[] value) {
        return object(value).number("records");
    }

    static byte[] replays(long next) {
        return Json.write(json -> json.writeNumberField("next", next));
    }

    /** Offset of the first request for a replay that is not settled. */
    static long replays(byte[] value) {
        return object(value).number("next");
    }

    private static Json object(byte[] value) {
        Json json = Json.parse(value);
        if (json.number("v") != VERSION) {
            throw new IllegalArgumentException("version " + json.number("v") + " is not one this program knows");
        }
        return json;
    }
}
