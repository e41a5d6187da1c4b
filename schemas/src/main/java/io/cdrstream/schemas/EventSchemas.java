package io.cdrstream.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * The Avro schemas of events, as published: each product has one, and a product without one gets the generic schema, in
 * which only the common fields are typed. Every schema is read once.
 *
 * <p>Beside name, type and {@code doc} a field may carry {@code source} (where its meaning is described), {@code field}
 * (the API's name for it, if that is another), {@code values} (the values known so far) and {@code json} (its JSON
 * type, if that is an object).
 */
public final class EventSchemas {

    /** Products that have a schema of their own, as the API names them. */
    public static final List<String> PRODUCTS = List.of(
            "SMS",
            "SMS-TRAFFIC-CONTROL",
            "MESSAGES",
            "VOICE-CALL",
            "VOICE-FAILED",
            "VOICE-TTS",
            "IN-APP-VOICE",
            "WEBSOCKET-CALL",
            "ASR",
            "AMD",
            "VERIFY-API",
            "VERIFY-V2",
            "NUMBER-INSIGHT",
            "CONVERSATION-EVENT",
            "CONVERSATION-MESSAGE",
            "VIDEO-API",
            "NETWORK-API-EVENT",
            "REPORTS-USAGE");

    private static final String GENERIC = "generic";
    private static final Map<String, Schema> READ = new ConcurrentHashMap<>();

    private EventSchemas() {}

    /** The schema of a product's events. */
    public static Schema of(String product) {
        return PRODUCTS.contains(product) ? read(product.toLowerCase(Locale.ROOT)) : generic();
    }

    /** The schema of a product that has none of its own. */
    public static Schema generic() {
        return read(GENERIC);
    }

    private static Schema read(String name) {
        return READ.computeIfAbsent(name, EventSchemas::parse);
    }

    private static Schema parse(String name) {
        String resource = "/cdrstream/events/" + name + ".avsc";
        try (InputStream in = EventSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the jar");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
