package io.cdrstream.documents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sentence for every header an event can have. */
final class HeaderMeaning {

    private static final Map<String, String> SENTENCES = new LinkedHashMap<>();

    static {
        SENTENCES.put("ce_specversion", "Version of CloudEvents.");
        SENTENCES.put("ce_id", "Unique for every published revision.");
        SENTENCES.put("ce_source", "Account and product. With `ce_subject` the identity of the CDR.");
        SENTENCES.put("ce_type", "Product, and direction where a stream has one.");
        SENTENCES.put("ce_time", "When it happened; the timestamp of the Kafka record as well.");
        SENTENCES.put("ce_subject", "The record's id, or the identity made up for a record without one.");
        SENTENCES.put("content-type", "`application/json`, or that of the Avro framing.");
        SENTENCES.put(
                "ce_change",
                "Why it was published: `new`; `late`, if its time had been read before and it was not there; `updated`, if it was"
                        + " published before and is different now.");
        SENTENCES.put(
                "ce_changed",
                "Only of an update: what is different, of `charge`, `other` and `status`, separated by commas.");
        SENTENCES.put(
                "ce_chargedelta",
                "By how much it changes what the CDR costs, as `charge_delta` in Avro; absent if there is nothing to read, or a"
                        + " privacy rule hides it.");
        SENTENCES.put(
                "ce_pass",
                "Which reading found it: `first`, `revisit-1`, `revisit-2` and so on, `redo`, or `follow-up` by its id.");
        SENTENCES.put(
                "ce_timefallback",
                "Only where the API's time stands in for the record's own, and why: `unknown`, `future`, `past`,"
                        + " or `refused` by the topic.");
    }

    private HeaderMeaning() {}

    static Map<String, String> all() {
        return Collections.unmodifiableMap(SENTENCES);
    }

    static String of(String header) {
        @Nullable String sentence = SENTENCES.get(header);
        if (sentence == null) {
            throw new IllegalArgumentException("the header " + header + " needs a sentence");
        }
        return sentence;
    }
}
