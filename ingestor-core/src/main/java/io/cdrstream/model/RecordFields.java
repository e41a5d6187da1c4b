package io.cdrstream.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The fields that each product's records are known to have, as the API names them: those of the schemas of its events,
 * which a test compares. A field outside this list, a new column say, makes no new revision of a record.
 */
final class RecordFields {

    /** What every product's records have, or would have if the API sent it. */
    private static final String COMMON = "id account_id direction status currency";

    private static final Map<String, Set<String>> OF = new HashMap<>();

    static {
        add(
                "SMS",
                """
                date_received country total_price message_id account_ref client_ref from to forced_from
                changed_from concatenated message_body network network_name country_name date_finalized latency
                error_code error_code_description dcs validity_period ip_address udh workflow_id tier_volume""");
        add("SMS-TRAFFIC-CONTROL", """
                queued_time country total_price message_id queue_duration""");
        add(
                "MESSAGES",
                """
                date_received country total_price message_id client_ref from to message_body country_name
                provider provider_error_code network network_name session_type session_id date_finalized
                latency error_code estimated_price workflow_id workflow_items_number workflow_items_total
                pricing_model pricing_type tier_volume""");
        add(
                "VOICE-CALL",
                """
                date_start country total_price call_id from to forced_from network network_name country_name
                date_end duration status_description status_code price tier_volume""");
        add(
                "VOICE-FAILED",
                """
                date_start country total_price call_id from to network network_name country_name date_end
                status_code status_description""");
        add(
                "VOICE-TTS",
                """
                start_time country total_price from to trace_id premium language style length size end_time
                duration price tts_type tts_level call_id conversation_id creation_date""");
        add(
                "IN-APP-VOICE",
                """
                date_start country total_price request_id application_id conversation_id user_id leg_id
                client_ref date_end duration price""");
        add("WEBSOCKET-CALL", """
                date_start country total_price call_id date_end duration price""");
        add(
                "ASR",
                """
                date_start country total_price call_id from to call_date_start date_end duration
                status_description price asr_type""");
        add(
                "AMD",
                """
                start_time country total_price end_time amd_result_sent amd_detection_result
                amd_beep_detection_result amd_user_defined_beep_timeout amd_user_defined_behavior
                amd_user_defined_mode call_id""");
        add(
                "VERIFY-API",
                """
                date_received country price request_id from to locale number_type network network_name
                country_name date_finalized first_event_date last_event_date sms_event_count tts_event_count
                pricing_model estimated_price sms_price tts_price""");
        add(
                "VERIFY-V2",
                """
                date_received country total_price request_id parent_request_id channel to locale network
                network_name client_ref sms_event_count tts_event_count whatsapp_event_count email_event_count
                silentauth_event_count rcs_event_count if_fraud_check pin_length""");
        add(
                "NUMBER-INSIGHT",
                """
                date_received country total_price request_id product_type number response_code network
                network_name network_type country_name valid ported reachable first_name last_name""");
        add(
                "CONVERSATION-EVENT",
                """
                creation_date country total_price request_id application_id conversation_id user_id client_ref
                price""");
        add(
                "CONVERSATION-MESSAGE",
                """
                creation_date country total_price trace_id application_id conversation_id other_ids
                from_member_id from_user_id from_channel from_message_id client_ref price""");
        add(
                "VIDEO-API",
                """
                date_start country total_price feature_name session_id meeting_id subscriber_id archive_id
                broadcast_id hls_id composer_id application_id duration date_end tier_volume""");
        add(
                "NETWORK-API-EVENT",
                """
                event_time country_code total_price application_id record_creation_time product_name network
                msisdn request_type response_result request_session_id product_path correlation_id""");
        add(
                "REPORTS-USAGE",
                """
                date_received country total_price acc product_type date_started date_finished master_account_id
                is_charged request_params job_type requested_product items_written price tier_volume""");
    }

    private RecordFields() {}

    /** None for a product that is not listed. */
    static Set<String> of(String product) {
        return OF.getOrDefault(product, Set.of());
    }

    private static void add(String product, String fields) {
        OF.put(product, Set.of((COMMON + " " + fields).split("\\s+")));
    }
}
