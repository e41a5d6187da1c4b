package io.cdrstream.simulator.cdr;

import static io.cdrstream.simulator.cdr.Values.COUNTRY;
import static io.cdrstream.simulator.cdr.Values.COUNTRY_NAME;
import static io.cdrstream.simulator.cdr.Values.DURATION;
import static io.cdrstream.simulator.cdr.Values.EMPTY;
import static io.cdrstream.simulator.cdr.Values.END;
import static io.cdrstream.simulator.cdr.Values.FINALISED;
import static io.cdrstream.simulator.cdr.Values.ID;
import static io.cdrstream.simulator.cdr.Values.ID_DIGITS;
import static io.cdrstream.simulator.cdr.Values.NETWORK;
import static io.cdrstream.simulator.cdr.Values.NETWORK_NAME;
import static io.cdrstream.simulator.cdr.Values.REMOTE_NUMBER;
import static io.cdrstream.simulator.cdr.Values.START;
import static io.cdrstream.simulator.cdr.Values.hex;
import static io.cdrstream.simulator.cdr.Values.is;
import static io.cdrstream.simulator.cdr.Values.number;
import static io.cdrstream.simulator.cdr.Values.oneOf;
import static io.cdrstream.simulator.cdr.Values.price;
import static io.cdrstream.simulator.cdr.Values.uuid;

import io.cdrstream.simulator.cdr.Field.Shown;
import io.cdrstream.simulator.cdr.Schema.Lasting;
import java.util.List;

/**
 * Verification, insight, conversations, video and network events. Fields and order follow version 3.1.4 of the official
 * description.
 */
final class OtherSchemas {

    private static final int NETWORK_PRODUCT = 60;
    private static final Value APPLICATION = is("6c1b2d0e-0000-4000-9000-00000000a991");

    /** The one product whose description shows milliseconds and {@code Z}. */
    private static final Value MILLISECONDS =
            (v, out) -> out.dateTime(v.cdr().second()).text(".000Z");

    private OtherSchemas() {}

    static List<Schema> all() {
        return List.of(
                verify(),
                verifyV2(),
                numberInsight(),
                conversationEvent(),
                conversationMessage(),
                networkEvent(),
                video());
    }

    private static Schema verify() {
        return Schema.of("VERIFY-API", "", Lasting.NOTHING)
                .text("request_id", ID_DIGITS)
                .text("from", is("Example"))
                .text("to", REMOTE_NUMBER)
                .text("locale", oneOf(61, "en-gb", "fr-fr", "de-de"))
                .text("number_type", oneOf(62, "MOBILE", "MOBILE", "LANDLINE"))
                .text("network", NETWORK)
                .text("network_name", NETWORK_NAME)
                .text("country", COUNTRY)
                .text("country_name", COUNTRY_NAME)
                .text("date_received", START)
                .text("date_finalized", FINALISED)
                .text("first_event_date", START)
                .text("last_event_date", START)
                .text("status", oneOf(63, "SUCCESS", "SUCCESS", "FAILED", "EXPIRED"))
                .text("sms_event_count", number(64, 1, 3))
                .text("tts_event_count", is("0"))
                .text("currency", EMPTY)
                .text("pricing_model", is("0"))
                .text("price", price(6_800_000))
                .text("estimated_price", is("0"))
                .text("sms_price", is("0"))
                .text("tts_price", is("0"))
                .text("id", ID_DIGITS);
    }

    private static Schema verifyV2() {
        return Schema.of("VERIFY-V2", "", Lasting.NOTHING)
                .text("request_id", uuid(65, ""))
                .text("parent_request_id", uuid(66, ""))
                .text("channel", oneOf(67, "v2", "v2", "email", "silent_auth"))
                .text("to", REMOTE_NUMBER)
                .text("locale", oneOf(61, "en-gb", "fr-fr", "de-de"))
                .text("network", NETWORK)
                .text("network_name", NETWORK_NAME)
                .text("country", COUNTRY)
                .text("status", oneOf(68, "completed", "completed", "failed", "expired"))
                .text("client_ref", EMPTY)
                .text("date_received", START)
                .text("sms_event_count", number(64, 1, 3))
                .text("tts_event_count", is("0"))
                .text("whatsapp_event_count", is("0"))
                .text("email_event_count", is("0"))
                .text("silentauth_event_count", is("0"))
                .text("rcs_event_count", is("0"))
                .text("if_fraud_check", oneOf(69, "FALSE", "TRUE"))
                .text("pin_length", oneOf(70, "4", "6"))
                .text("currency", is("EUR"))
                .text("total_price", price(6_800_000))
                .text("id", ID);
    }

    private static Schema numberInsight() {
        return Schema.of("NUMBER-INSIGHT", "", Lasting.NOTHING)
                .text("request_id", uuid(71, ""))
                .text("product_type", is("PRODUCT_HLR_LOOKUP_FORMAT"))
                .text("number", REMOTE_NUMBER)
                .text("date_received", START)
                .text("status", is("Success"))
                .text("response_code", is("0"))
                .text("network", NETWORK)
                .text("network_name", NETWORK_NAME)
                .text("network_type", oneOf(72, "mobile", "landline"))
                .text("country", COUNTRY)
                .text("country_name", COUNTRY_NAME)
                .text("valid", is("valid"))
                .text("ported", oneOf(73, "not_ported", "ported"))
                .text("reachable", oneOf(74, "present", "absent"))
                .text("first_name", is("unknown"))
                .text("last_name", is("unknown"))
                .text("currency", EMPTY)
                .text("total_price", price(3_000_000))
                .text("id", ID_DIGITS);
    }

    private static Schema conversationEvent() {
        return Schema.of("CONVERSATION-EVENT", "", Lasting.NOTHING)
                .text("request_id", uuid(75, ""))
                .text("application_id", APPLICATION)
                .text("conversation_id", uuid(76, "CON-"))
                .text("user_id", uuid(77, "USR-"))
                .text("client_ref", EMPTY)
                .text("creation_date", START)
                .text("currency", is("EUR"))
                .text("price", price(72_000))
                .text("total_price", price(72_000))
                .text("id", ID)
                .optional("status", is("completed"), Shown.HIDDEN);
    }

    private static Schema conversationMessage() {
        return Schema.of("CONVERSATION-MESSAGE", "", Lasting.NOTHING)
                .text("trace_id", uuid(78, ""))
                .text("application_id", APPLICATION)
                .text("conversation_id", uuid(76, "CON-"))
                .text(
                        "other_ids",
                        oneOf(79, "{conversationEventId=5, messageSequenceNumber=1}", "{conversationEventId=9}"))
                .text("from_member_id", uuid(80, "MEM-"))
                .text("from_user_id", uuid(77, "USR-"))
                .text("from_channel", is("app"))
                .text("from_message_id", number(81, 1, 500))
                .text("client_ref", hex(82, 8))
                .text("creation_date", START)
                .text("currency", is("EUR"))
                .text("price", price(72_000))
                .text("total_price", price(72_000))
                .text("id", ID);
    }

    private static Schema networkEvent() {
        return Schema.of("NETWORK-API-EVENT", "", Lasting.NOTHING)
                .text("application_id", APPLICATION)
                .text("record_creation_time", MILLISECONDS)
                .text("product_name", oneOf(NETWORK_PRODUCT, "camara-sim-swap", "camara-number-verification"))
                .text("status", oneOf(83, "SUCCESS", "SUCCESS", "FAILED"))
                .text("network", NETWORK)
                .text("country_code", COUNTRY)
                .text("msisdn", REMOTE_NUMBER)
                .text("event_time", MILLISECONDS)
                .text("currency", is("EUR"))
                .text("total_price", price(500_000))
                .text("id", ID)
                .text("request_type", oneOf(84, "check", "retrieve-date"))
                .text("response_result", oneOf(85, "true", "false"))
                .text("request_session_id", hex(86, 16))
                .text("product_path", oneOf(NETWORK_PRODUCT, "SimSwap", "NumberVerification"))
                .text("correlation_id", uuid(87, ""))
                .optional("country", COUNTRY, Shown.HIDDEN);
    }

    private static Schema video() {
        return Schema.of("VIDEO-API", "", Lasting.A_CALL)
                .text("feature_name", oneOf(88, "Video Session", "Subscriber minutes"))
                .text("session_id", uuid(89, "1_"))
                .text("meeting_id", uuid(90, ""))
                .text("subscriber_id", oneOf(88, "", "0fe7085f-0000-4000-9000-00000000f89b"))
                .text("archive_id", EMPTY)
                .text("broadcast_id", EMPTY)
                .text("hls_id", EMPTY)
                .text("composer_id", EMPTY)
                .text("application_id", APPLICATION)
                .text("duration", DURATION)
                .text("date_start", START)
                .text("date_end", END)
                .text("total_price", price(1_040_000))
                .text("currency", is("EUR"))
                .text("id", ID)
                .text("tier_volume", is("500"));
    }
}
