package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page in one run over its bytes. Reads all or throws: a body that is cut anywhere, or followed by anything
 * but white space, is no page.
 *
 * <p>Safe against any content: unknown fields are skipped, nothing is kept of a record but its place, a few values and
 * a hash, and what is wrong is told by position only.
 */
final class EnvelopeReader {

    private static final int USUAL_PAGE = 1000;

    private final byte[] body;
    private final RecordReader records;
    private final Envelope page = new Envelope();

    private EnvelopeReader(byte[] body, CdrStream stream) {
        this.body = body;
        this.records = new RecordReader(body, stream);
    }

    static Envelope read(byte[] body, CdrStream stream) throws MalformedPage {
        try (JsonParser json = JsonBytes.parser(body, 0, body.length)) {
            return new EnvelopeReader(body, stream).read(json);
        } catch (StreamConstraintsException e) { // which has no place
            throw new MalformedPage("JSON that is nested too deeply, or has too long a name");
        } catch (JacksonException e) {
            long place = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw new MalformedPage(
                    place < 0 ? "not JSON in UTF-8" : "not JSON at byte " + place + " of " + body.length);
        } catch (IOException e) {
            throw new MalformedPage("not JSON in UTF-8");
        }
    }

    private Envelope read(JsonParser json) throws IOException, MalformedPage {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedPage("not a JSON object");
        }
        int start = JsonBytes.start(json); // unknown in UTF-16 and 32, which Jackson would read too
        if (start < 0 || body[start] != '{') {
            throw new MalformedPage("not JSON in UTF-8");
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            field(json, name, json.nextToken());
        }
        if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
            throw new MalformedPage("something follows the page at byte " + JsonBytes.start(json));
        }
        return page;
    }

    private void field(JsonParser json, String name, JsonToken value) throws IOException, MalformedPage {
        switch (name) {
            case "records" -> records(json, value);
            case "_links" -> page.next = href(json, value);
            case "ids_not_found" -> idsNotFound(json, value);
            case "request_status" -> page.status = JsonBytes.scalar(json, value);
            case "items_count" -> page.itemsCount = JsonBytes.scalar(json, value);
            case "received_at" -> page.receivedAt = JsonBytes.scalar(json, value);
            case "cursor" -> page.cursor = JsonBytes.scalar(json, value);
            case "iv" -> page.iv = JsonBytes.scalar(json, value);
            default -> json.skipChildren();
        }
    }

    private void records(JsonParser json, JsonToken value) throws IOException, MalformedPage {
        if (page.records != null || value != JsonToken.START_ARRAY) {
            throw new MalformedPage("records is there twice, or is not an array");
        }
        List<Cdr> found = new ArrayList<>(USUAL_PAGE);
        int ordinal = 0;
        for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
            if (t == JsonToken.START_OBJECT) {
                found.add(records.read(json, ordinal++));
            } else {
                page.bad.add(notAnObject(json, ordinal++));
            }
        }
        page.records = found;
    }

    private static BadRecord notAnObject(JsonParser json, int ordinal) throws IOException {
        int from = JsonBytes.start(json);
        json.skipChildren();
        json.finishToken(); // a string is read lazily, its end is not known before
        return new BadRecord(ordinal, from, JsonBytes.end(json) - from, "not a JSON object");
    }

    private void idsNotFound(JsonParser json, JsonToken value) throws IOException {
        boolean many = value == JsonToken.START_ARRAY;
        JsonToken t = many ? json.nextToken() : value;
        for (; t != JsonToken.END_ARRAY; t = json.nextToken()) {
            String ids = JsonBytes.scalar(json, t);
            for (String id : ids == null ? new String[0] : ids.split(",")) {
                if (!id.isBlank()) {
                    page.idsNotFound.add(id.strip());
                }
            }
            if (!many) {
                return;
            }
        }
    }

    /** {@code next.href} of the object that {@code _links} holds. */
    private static @Nullable String href(JsonParser json, JsonToken links) throws IOException {
        String href = null;
        for (String name = fieldOf(json, links); name != null; name = json.nextFieldName()) {
            JsonToken link = json.nextToken();
            if (!name.equals("next")) {
                json.skipChildren();
                continue;
            }
            for (String part = fieldOf(json, link); part != null; part = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (part.equals("href")) {
                    href = JsonBytes.scalar(json, value);
                } else {
                    json.skipChildren();
                }
            }
        }
        return href;
    }

    /** The first field's name if the current token opens an object; else null, after its children. */
    private static @Nullable String fieldOf(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            return json.nextFieldName();
        }
        json.skipChildren();
        return null;
    }
}
