package io.cdrstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A request's parameters. */
record Asked(Map<String, String> parameters) {

    /** @param target path and query of a request line */
    static Asked of(String target) {
        Map<String, String> parameters = new HashMap<>();
        int query = target.indexOf('?');
        for (String pair :
                query < 0 ? new String[0] : target.substring(query + 1).split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return new Asked(parameters);
    }

    String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    long second(String name) {
        return Instant.parse(text(name)).getEpochSecond();
    }

    /** Cursors say how many records came before. */
    long skipped() {
        return Long.parseLong(parameters.getOrDefault("cursor", "0"));
    }
}
