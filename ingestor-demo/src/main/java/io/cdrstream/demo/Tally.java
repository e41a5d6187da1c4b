package io.cdrstream.demo;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events counted, by topic and by CDR: a count and a hash for each CDR, not its bytes, so a demo can run for hours.
 * Confined to one thread.
 */
final class Tally {

    private final SortedMap<String, Long> topics = new TreeMap<>();
    private final Map<String, Copies> cdrs = new HashMap<>();

    /**
     * The events of one CDR.
     *
     * @param hash of the first one's value
     */
    record Copies(int count, int hash) {}

    /** A CDR's identity: {@code ce_source} and {@code ce_subject}. */
    static String identity(String source, String subject) {
        return source + " " + subject;
    }

    static String source(String account, String product) {
        return "/vonage/accounts/" + account + "/products/" + product;
    }

    /** Returns whether it is the first event of its topic. */
    boolean add(String topic, String identity, byte[] value) {
        Copies one = new Copies(1, Arrays.hashCode(value));
        cdrs.merge(identity, one, (first, another) -> new Copies(first.count() + 1, first.hash()));
        return topics.merge(topic, 1L, Long::sum) == 1;
    }

    /** Events by topic. */
    SortedMap<String, Long> topics() {
        return Collections.unmodifiableSortedMap(topics);
    }

    long events() {
        return topics.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Different CDRs. */
    long distinct() {
        return cdrs.size();
    }

    @Nullable
    Copies of(String identity) {
        return cdrs.get(identity);
    }
}
