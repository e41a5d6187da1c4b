package io.cdrstream.simulator;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which parameter goes with which product, from version 3.1.4 of the official description. Whatever is not named here
 * is refused.
 */
final class ParameterMatrix {

    static final List<String> PRODUCTS = List.of(
            "SMS",
            "SMS-TRAFFIC-CONTROL",
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
            "MESSAGES",
            "VIDEO-API",
            "NETWORK-API-EVENT",
            "REPORTS-USAGE");

    static final Set<String> DIRECTION_REQUIRED = Set.of("SMS", "MESSAGES");

    /** What may accompany {@code id}. */
    static final Set<String> WITH_ID =
            Set.of("product", "account_id", "direction", "id", "include_message", "show_concatenated");

    static final Set<String> OPTIONS = Set.of("direction", "include_message", "show_concatenated");

    private static final Map<String, Set<String>> ENUMS = Map.of(
            "direction", Set.of("inbound", "outbound"),
            "channel", Set.of("v2", "email", "silent_auth"),
            "include_message", Set.of("true", "false"),
            "show_concatenated", Set.of("true", "false"),
            "provider",
                    Set.of("whatsapp", "sms", "mms", "messenger", "viber_service_msg", "instagram", "rcs", "email"));

    private static final Set<String> ANY_PRODUCT =
            Set.of("product", "account_id", "date_start", "date_end", "cursor", "iv", "id");

    private static final Map<String, Set<String>> SOME_PRODUCTS = Map.ofEntries(
            named("direction", "SMS MESSAGES VOICE-CALL VOICE-FAILED ASR"),
            named("status", "SMS VOICE-CALL IN-APP-VOICE VERIFY-V2 CONVERSATION-EVENT MESSAGES"),
            named("from", "SMS VOICE-CALL VOICE-FAILED ASR MESSAGES"),
            named("to", "SMS VOICE-CALL VOICE-FAILED ASR VERIFY-API VERIFY-V2 MESSAGES"),
            named(
                    "country",
                    "SMS VOICE-CALL VOICE-FAILED ASR VERIFY-API VERIFY-V2 NUMBER-INSIGHT MESSAGES NETWORK-API-EVENT"),
            named("network", "SMS VOICE-CALL VOICE-FAILED ASR VERIFY-API VERIFY-V2 NUMBER-INSIGHT NETWORK-API-EVENT"),
            named("number", "NUMBER-INSIGHT"),
            named("locale", "VERIFY-API VERIFY-V2"),
            named("include_message", "SMS MESSAGES"),
            named("show_concatenated", "SMS"),
            named("account_ref", "SMS"),
            named("call_id", "VOICE-CALL VOICE-FAILED VOICE-TTS WEBSOCKET-CALL ASR AMD"),
            named("leg_id", "IN-APP-VOICE"),
            named("provider", "MESSAGES"),
            named("number_type", "VERIFY-API"),
            named("channel", "VERIFY-V2"),
            named("parent_request_id", "VERIFY-V2"),
            named("request_type", "NETWORK-API-EVENT"),
            named("conversation_id", "IN-APP-VOICE CONVERSATION-EVENT CONVERSATION-MESSAGE"),
            named("session_id", "VIDEO-API"),
            named("meeting_id", "VIDEO-API"),
            named("product_name", "NETWORK-API-EVENT"),
            named("request_session_id", "NETWORK-API-EVENT"),
            named("product_path", "NETWORK-API-EVENT"),
            named("correlation_id", "NETWORK-API-EVENT"));

    private ParameterMatrix() {}

    static boolean allows(String parameter, String product) {
        return ANY_PRODUCT.contains(parameter)
                || SOME_PRODUCTS.getOrDefault(parameter, Set.of()).contains(product);
    }

    static boolean knows(String parameter, String value) {
        return ENUMS.getOrDefault(parameter, Set.of(value)).contains(value);
    }

    /** Whether the parameter selects records by what a field of theirs says. */
    static boolean filters(String parameter) {
        return SOME_PRODUCTS.containsKey(parameter) && !OPTIONS.contains(parameter);
    }

    private static Map.Entry<String, Set<String>> named(String parameter, String products) {
        return Map.entry(parameter, Set.of(products.split(" ")));
    }
}
