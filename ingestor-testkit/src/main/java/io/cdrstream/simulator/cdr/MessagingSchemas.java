package io.cdrstream.simulator.cdr;

import static io.cdrstream.simulator.cdr.Values.COUNTRY;
import static io.cdrstream.simulator.cdr.Values.COUNTRY_NAME;
import static io.cdrstream.simulator.cdr.Values.EMPTY;
import static io.cdrstream.simulator.cdr.Values.FINALISED;
import static io.cdrstream.simulator.cdr.Values.ID;
import static io.cdrstream.simulator.cdr.Values.LATENCY;
import static io.cdrstream.simulator.cdr.Values.NETWORK;
import static io.cdrstream.simulator.cdr.Values.NETWORK_NAME;
import static io.cdrstream.simulator.cdr.Values.OWN_NUMBER;
import static io.cdrstream.simulator.cdr.Values.REMOTE_NUMBER;
import static io.cdrstream.simulator.cdr.Values.START;
import static io.cdrstream.simulator.cdr.Values.hex;
import static io.cdrstream.simulator.cdr.Values.is;
import static io.cdrstream.simulator.cdr.Values.number;
import static io.cdrstream.simulator.cdr.Values.oneOf;
import static io.cdrstream.simulator.cdr.Values.price;
import static io.cdrstream.simulator.cdr.Values.priceOnceSettled;
import static io.cdrstream.simulator.cdr.Values.settling;
import static io.cdrstream.simulator.cdr.Values.uuid;

import io.cdrstream.simulator.cdr.Field.Shown;
import io.cdrstream.simulator.cdr.Schema.Lasting;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The records of text messages. Fields and their order follow version 3.1.4 of the official description. */
final class MessagingSchemas {

    private static final int STATUS = 10;
    private static final long SMS_PRICE = 3_330_000;
    private static final String[] DELIVERED_OR_NOT = {
        "delivered", "delivered", "delivered", "delivered", "delivered", "delivered", "expired", "failed", "rejected"
    };

    /** Accents and an escaped quote are there on purpose: a client that keeps the bytes keeps them too. */
    private static final Value BODY = oneOf(
            11,
            "Your code is 391 822",
            "Gr\\u00fc\\u00dfe from Malm\u00f6",
            "He said \\\"yes\\\" \u2713",
            "See you at 8");

    /** A message may be read after it was delivered: the one case of three revisions. */
    private static final Value MESSAGE_STATUS = (v, out) -> {
        String status = v.revision() == 2 ? "read" : v.last() > 0 && v.revision() == 0 ? "submitted" : "delivered";
        out.raw(status.getBytes(StandardCharsets.US_ASCII));
    };

    private static final Value CLIENT_REF = (v, out) -> {
        if (v.cdr().pick(12, 4) == 0) {
            out.text("null");
        } else {
            out.text("\"order-").number(v.cdr().pick(13, 1_000_000)).write('"');
        }
    };

    private MessagingSchemas() {}

    static List<Schema> all() {
        return List.of(smsOutbound(), smsInbound(), smsTrafficControl(), messagesOutbound(), messagesInbound());
    }

    private static Schema smsOutbound() {
        return Schema.of("SMS", "outbound", Lasting.NOTHING)
                .text("message_id", ID)
                .text("account_ref", oneOf(14, "", "billing-north", "billing-south"))
                .literal("client_ref", CLIENT_REF)
                .text("direction", is("outbound"))
                .text("from", OWN_NUMBER)
                .text("to", REMOTE_NUMBER)
                .text("forced_from", EMPTY)
                .text("changed_from", oneOf(15, "", "", "", "NXSMS"))
                .optional("concatenated", oneOf(16, "FALSE", "FALSE", "TRUE"), Shown.WITH_CONCATENATED)
                .optional("message_body", BODY, Shown.WITH_MESSAGE)
                .text("network", NETWORK)
                .text("network_name", NETWORK_NAME)
                .text("country", COUNTRY)
                .text("country_name", COUNTRY_NAME)
                .text("date_received", START)
                .text("date_finalized", FINALISED)
                .text("latency", LATENCY)
                .text(
                        "status",
                        settling(oneOf(17, "submitted", "accepted", "buffered"), oneOf(STATUS, DELIVERED_OR_NOT)))
                .text("error_code", is("0"))
                .text("error_code_description", is("Delivered"))
                .text("currency", oneOf(18, "", "EUR"))
                .text("total_price", priceOnceSettled(SMS_PRICE))
                .text("id", ID)
                .text("dcs", oneOf(19, "0", "0", "8"))
                .text("validity_period", EMPTY)
                .text("ip_address", is("192.0.2.17"))
                .text("udh", EMPTY)
                .text("workflow_id", EMPTY)
                .text("tier_volume", oneOf(20, "", "1-10000", "10001-onwards"));
    }

    private static Schema smsInbound() {
        return Schema.of("SMS", "inbound", Lasting.NOTHING)
                .text("message_id", ID)
                .text("direction", is("inbound"))
                .text("from", REMOTE_NUMBER)
                .text("to", OWN_NUMBER)
                .text("network", NETWORK)
                .text("network_name", NETWORK_NAME)
                .text("country", COUNTRY)
                .text("country_name", COUNTRY_NAME)
                .text("date_received", START)
                .text("currency", EMPTY)
                .text("total_price", price(500_000))
                .text("id", ID)
                .optional("message_body", BODY, Shown.WITH_MESSAGE)
                .text("tier_volume", EMPTY)
                .optional("status", is("delivered"), Shown.HIDDEN)
                .optional("account_ref", EMPTY, Shown.HIDDEN);
    }

    private static Schema smsTrafficControl() {
        return Schema.of("SMS-TRAFFIC-CONTROL", "", Lasting.NOTHING)
                .text("queued_time", START)
                .text("message_id", uuid(21, ""))
                .text("status", settling(is("queued"), is("dequeued")))
                .text("queue_duration", LATENCY)
                .text("id", ID);
    }

    private static Schema messagesOutbound() {
        return Schema.of("MESSAGES", "outbound", Lasting.NOTHING)
                .text("message_id", ID)
                .literal("client_ref", CLIENT_REF)
                .text("direction", is("outbound"))
                .text("from", OWN_NUMBER)
                .text("to", REMOTE_NUMBER)
                .optional("message_body", BODY, Shown.WITH_MESSAGE)
                .text("country", settling(EMPTY, COUNTRY))
                .text("country_name", settling(is("UNKNOWN"), COUNTRY_NAME))
                .text(
                        "provider",
                        oneOf(22, "whatsapp", "sms", "mms", "messenger", "viber_service_msg", "instagram", "rcs"))
                .text("provider_error_code", EMPTY)
                .text("network", settling(EMPTY, NETWORK))
                .text("network_name", settling(EMPTY, NETWORK_NAME))
                .text("session_type", settling(EMPTY, oneOf(23, "marketing", "utility", "service")))
                .text("session_id", settling(EMPTY, hex(24, 16)))
                .text("date_received", START)
                .text("date_finalized", FINALISED)
                .text("latency", LATENCY)
                .text("status", MESSAGE_STATUS)
                .text("error_code", EMPTY)
                .text("currency", is("EUR"))
                .text("estimated_price", price(5_000_000))
                .text("total_price", priceOnceSettled(5_000_000))
                .text("workflow_id", EMPTY)
                .text("workflow_items_number", is("1"))
                .text("workflow_items_total", number(25, 1, 3))
                .text("pricing_model", is("single message"))
                .text("pricing_type", is("standard"))
                .text("id", ID)
                .text("tier_volume", EMPTY);
    }

    private static Schema messagesInbound() {
        return Schema.of("MESSAGES", "inbound", Lasting.NOTHING)
                .text("message_id", ID)
                .text("direction", is("inbound"))
                .text("from", REMOTE_NUMBER)
                .text("to", OWN_NUMBER)
                .optional("message_body", BODY, Shown.WITH_MESSAGE)
                .text(
                        "provider",
                        oneOf(22, "whatsapp", "sms", "mms", "messenger", "viber_service_msg", "instagram", "rcs"))
                .text("network", NETWORK)
                .text("network_name", NETWORK_NAME)
                .text("date_received", START)
                .text("currency", is("EUR"))
                .text("total_price", price(700_000))
                .text("id", ID)
                .text("tier_volume", EMPTY)
                .optional("country", COUNTRY, Shown.HIDDEN)
                .optional("status", is("delivered"), Shown.HIDDEN);
    }
}
