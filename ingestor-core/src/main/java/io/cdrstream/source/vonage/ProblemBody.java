package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API's reason in an error body: {@code title}, {@code detail} and {@code invalid_parameters}, joined. Empty if the
 * body is anything else. Not masked yet.
 */
final class ProblemBody {

    private final Set<String> parts = new LinkedHashSet<>();

    private ProblemBody() {}

    static String reason(byte[] body) {
        ProblemBody problem = new ProblemBody();
        try (JsonParser json = JsonBytes.parser(body, 0, body.length)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                problem.read(json);
            }
        } catch (IOException e) {
            return String.join("; ", problem.parts); // what was read of it before it broke
        }
        return String.join("; ", problem.parts);
    }

    private void read(JsonParser json) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "title", "detail" -> add(JsonBytes.scalar(json, value));
                case "invalid_parameters" -> parameters(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void parameters(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
            if (t == JsonToken.START_OBJECT) {
                parameter(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void parameter(JsonParser json) throws IOException {
        String parameter = "a parameter";
        String reason = "invalid";
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            @Nullable String text = JsonBytes.scalar(json, json.nextToken());
            if (text != null && name.equals("name")) {
                parameter = text;
            } else if (text != null && name.equals("reason")) {
                reason = text;
            }
        }
        add(parameter + ": " + reason);
    }

    private void add(@Nullable String part) {
        if (part != null) {
            parts.add(part);
        }
    }
}
