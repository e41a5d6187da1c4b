package io.cdrstream.simulator.cdr;

import static io.cdrstream.simulator.cdr.Values.CALL_ID;
import static io.cdrstream.simulator.cdr.Values.COUNTRY;
import static io.cdrstream.simulator.cdr.Values.COUNTRY_NAME;
import static io.cdrstream.simulator.cdr.Values.DURATION;
import static io.cdrstream.simulator.cdr.Values.EMPTY;
import static io.cdrstream.simulator.cdr.Values.END;
import static io.cdrstream.simulator.cdr.Values.ID;
import static io.cdrstream.simulator.cdr.Values.NETWORK;
import static io.cdrstream.simulator.cdr.Values.NETWORK_NAME;
import static io.cdrstream.simulator.cdr.Values.OWN_NUMBER;
import static io.cdrstream.simulator.cdr.Values.REMOTE_NUMBER;
import static io.cdrstream.simulator.cdr.Values.SHARED_CALL_ID;
import static io.cdrstream.simulator.cdr.Values.START;
import static io.cdrstream.simulator.cdr.Values.chargePerMinute;
import static io.cdrstream.simulator.cdr.Values.hex;
import static io.cdrstream.simulator.cdr.Values.is;
import static io.cdrstream.simulator.cdr.Values.number;
import static io.cdrstream.simulator.cdr.Values.oneOf;
import static io.cdrstream.simulator.cdr.Values.price;
import static io.cdrstream.simulator.cdr.Values.uuid;

import io.cdrstream.simulator.cdr.Field.Shown;
import io.cdrstream.simulator.cdr.Schema.Lasting;
import java.time.LocalDate;
import java.util.List;

/**
 * The records of calls and of what happens in them. Fields and their order follow version 3.1.4 of the official
 * description.
 */
final class VoiceSchemas {

    private static final int PREMIUM = 30;
    private static final long MINUTE_PRICE = 1_400_000;

    /** The official example of this one field is no ISO date: {@code 2024-3-22 11:24:05+00:00}. */
    private static final Value LOOSE_START = (v, out) -> {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(v.cdr().second(), 86_400L));
        out.number(day.getYear()).write('-');
        out.number(day.getMonthValue()).write('-');
        out.number(day.getDayOfMonth()).write(' ');
        out.timeOfDay(Math.floorMod(v.cdr().second(), 86_400L)).text("+00:00");
    };

    private VoiceSchemas() {}

    static List<Schema> all() {
        return List.of(
                call("outbound"),
                call("inbound"),
                failed("outbound"),
                failed("inbound"),
                textToSpeech(),
                inApp(),
                webSocket(),
                recognition("outbound"),
                recognition("inbound"),
                answeringMachine());
    }

    private static Schema call(String direction) {
        return parties(Schema.of("VOICE-CALL", direction, Lasting.A_CALL), direction, CALL_ID)
                .text("forced_from", EMPTY)
                .text("network", NETWORK)
                .text("network_name", NETWORK_NAME)
                .text("country", COUNTRY)
                .text("country_name", COUNTRY_NAME)
                .text("date_start", START)
                .text("date_end", END)
                .text("duration", DURATION)
                .text("status", is("ANSWERED"))
                .text("status_description", is("The call was successful."))
                .text("status_code", is("200"))
                .text("currency", is("EUR"))
                .text("price", price(MINUTE_PRICE))
                .text("total_price", chargePerMinute(MINUTE_PRICE))
                .text("id", ID)
                .text("tier_volume", EMPTY);
    }

    private static Schema failed(String direction) {
        return parties(Schema.of("VOICE-FAILED", direction, Lasting.NOTHING), direction, CALL_ID)
                .text("network", NETWORK)
                .text("network_name", NETWORK_NAME)
                .text("country", COUNTRY)
                .text("country_name", COUNTRY_NAME)
                .text("date_start", START)
                .text("date_end", START)
                .text("status", is("FAILED"))
                .text("status_code", oneOf(31, "480", "486", "404"))
                .text("status_description", is("Callee currently unavailable"))
                .text("id", ID);
    }

    private static Schema textToSpeech() {
        return Schema.of("VOICE-TTS", "", Lasting.SECONDS)
                .text("from", OWN_NUMBER)
                .text("to", REMOTE_NUMBER)
                .text("status", is("completed"))
                .text("trace_id", hex(32, 16))
                .text("premium", oneOf(PREMIUM, "false", "true"))
                .text("language", oneOf(33, "en-GB", "sv-SE", "de-DE", "fr-FR"))
                .text("style", number(34, 0, 3))
                .text("length", number(35, 5, 400))
                .text("size", number(36, 10_000, 900_000))
                .text("start_time", START)
                .text("end_time", END)
                .text("duration", DURATION)
                .text("currency", is("EUR"))
                .text("price", price(500_000))
                .text("total_price", price(500_000))
                .text("tts_type", oneOf(PREMIUM, "standard", "premium"))
                .text("tts_level", oneOf(37, "conversation", "leg"))
                .text("call_id", SHARED_CALL_ID)
                .text("conversation_id", uuid(38, ""))
                .text("creation_date", END)
                .text("id", ID);
    }

    private static Schema inApp() {
        return Schema.of("IN-APP-VOICE", "", Lasting.A_CALL)
                .text("request_id", uuid(39, ""))
                .text("application_id", is("6c1b2d0e-0000-4000-9000-00000000a991"))
                .text("conversation_id", uuid(40, "CON-"))
                .text("user_id", oneOf(41, "alice", "bob", "carol"))
                .text("leg_id", uuid(42, ""))
                .text("client_ref", EMPTY)
                .text("date_start", START)
                .text("date_end", END)
                .text("duration", DURATION)
                .text("status", is("200"))
                .text("currency", is("EUR"))
                .text("price", price(400_000))
                .text("total_price", chargePerMinute(400_000))
                .text("id", ID);
    }

    private static Schema webSocket() {
        return Schema.of("WEBSOCKET-CALL", "", Lasting.A_CALL)
                .text("call_id", CALL_ID)
                .text("date_start", START)
                .text("date_end", END)
                .text("duration", DURATION)
                .text("status", is("completed"))
                .text("currency", is("EUR"))
                .text("price", price(500_000))
                .text("total_price", chargePerMinute(500_000))
                .text("id", ID);
    }

    private static Schema recognition(String direction) {
        return parties(Schema.of("ASR", direction, Lasting.SECONDS), direction, SHARED_CALL_ID)
                .text("call_date_start", START)
                .text("date_start", START)
                .text("date_end", END)
                .text("duration", DURATION)
                .text("status", oneOf(43, "ok", "ok", "ok", "error"))
                .text("status_description", EMPTY)
                .text("currency", is("EUR"))
                .text("price", price(1_800_000))
                .text("total_price", price(1_800_000))
                .text("asr_type", oneOf(44, "standard", "premier"))
                .text("id", ID)
                .optional("country", COUNTRY, Shown.HIDDEN)
                .optional("network", NETWORK, Shown.HIDDEN);
    }

    private static Schema answeringMachine() {
        return Schema.of("AMD", "", Lasting.SECONDS)
                .text("start_time", LOOSE_START)
                .text("end_time", END)
                .literal("amd_result_sent", oneOf(45, "true", "false"))
                .text("amd_detection_result", oneOf(46, "HUMAN", "MACHINE"))
                .literal("amd_beep_detection_result", oneOf(47, "true", "false"))
                .literal("amd_user_defined_beep_timeout", number(48, 30, 121))
                .text("amd_user_defined_behavior", oneOf(49, "continue", "hangup"))
                .text("amd_user_defined_mode", oneOf(50, "default", "detect", "detect_beep"))
                .text("total_price", price(1_800_000))
                .text("currency", is("EUR"))
                .text("call_id", CALL_ID)
                .text("id", ID);
    }

    private static Schema parties(Schema schema, String direction, Value callId) {
        boolean outbound = direction.equals("outbound");
        return schema.text("call_id", callId)
                .text("direction", is(direction))
                .text("from", outbound ? OWN_NUMBER : REMOTE_NUMBER)
                .text("to", outbound ? REMOTE_NUMBER : OWN_NUMBER);
    }
}
