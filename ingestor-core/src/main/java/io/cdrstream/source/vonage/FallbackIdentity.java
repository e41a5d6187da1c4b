package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cdrstream.model.Digest;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The identity of a record without {@code id}: the same for every copy of it, whatever the order of its fields.
 *
 * <pre>
 *   ~m:…  message_id
 *   ~c:…  call_id with the record's times, since one call has many rows
 *   ~r:…  request_id
 *   ~h:…  128 bits of SHA-256 over its sorted fields; null, "" and absent are one, a number is its text
 * </pre>
 *
 * <p>The tilde keeps it apart from ids: the API's are letters, digits and hyphens. Reads the record a second time,
 * which is rare: records without {@code id} date from 2020.
 */
final class FallbackIdentity {

    private static final String[] TIMES = {"date_start", "date_end", "start_time", "end_time", "creation_date"};

    private FallbackIdentity() {}

    static String of(byte[] body, int offset, int length) throws IOException {
        try (JsonParser json = JsonBytes.parser(body, offset, length)) {
            json.nextToken();
            SortedMap<String, String> fields = fields(json);
            if (fields.containsKey("message_id")) {
                return "~m:" + fields.get("message_id");
            }
            if (fields.containsKey("call_id")) {
                return "~c:" + fields.get("call_id") + times(fields);
            }
            return fields.containsKey("request_id")
                    ? "~r:" + fields.get("request_id")
                    : "~h:" + Digest.hex(text(fields), 32);
        }
    }

    private static String times(Map<String, String> fields) {
        StringBuilder times = new StringBuilder();
        for (String name : TIMES) {
            times.append('@').append(fields.getOrDefault(name, ""));
        }
        return times.toString();
    }

    private static SortedMap<String, String> fields(JsonParser json) throws IOException {
        SortedMap<String, String> fields = new TreeMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            String text = text(json, json.nextToken());
            if (text.isEmpty()) {
                fields.remove(name); // the last of two wins, even if it is nothing
            } else {
                fields.put(name, text);
            }
        }
        return fields;
    }

    private static String text(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            return text(fields(json));
        }
        if (value == JsonToken.START_ARRAY) {
            StringJoiner array = new StringJoiner(",", "[", "]");
            for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
                array.add(sized(text(json, t)));
            }
            return array.toString();
        }
        return value == JsonToken.VALUE_NULL ? "" : json.getText();
    }

    private static String text(Map<String, String> fields) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        fields.forEach((name, text) -> object.add(sized(name) + sized(text)));
        return object.toString();
    }

    /** With its length in front, so that no two different records have the same text. */
    private static String sized(String text) {
        return text.length() + ":" + text;
    }
}
