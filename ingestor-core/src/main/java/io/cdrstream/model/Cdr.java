package io.cdrstream.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call detail record, still inside its page: {@code page.body()[offset, offset + length)} are the API's own bytes.
 *
 * @param ordinal place in the page's {@code records}, from 0
 * @param id the record's {@code id}, or the fallback identity
 * @param isFallback whether {@code id} had to be made up, because the record has none
 * @param eventTime the field by which the product is filtered; null if absent or not a time
 * @param key value of the configured key field; null if absent
 * @param charge text of the product's charge field as the API wrote it; null if absent; of an object or array its
 *     bracket, which is no amount
 * @param content what else its revisions are told apart by
 */
public record Cdr(
        int ordinal,
        int offset,
        int length,
        String id,
        boolean isFallback,
        @Nullable Instant eventTime,
        @Nullable String key,
        @Nullable String charge,
        Content content) {

    /**
     * What a record says beside its identity, time and charge.
     *
     * @param status its state, as the API spells it; null if it has none
     * @param country null if absent
     * @param currency null if absent or empty
     * @param rest a hash over all other known fields that say something, whatever their order
     */
    public record Content(@Nullable String status, @Nullable String country, @Nullable String currency, long rest) {

        /** Nothing at all. */
        public static final Content NONE = new Content(null, null, null, 0);
    }

    /** A record that says nothing else. */
    public Cdr(
            int ordinal,
            int offset,
            int length,
            String id,
            boolean isFallback,
            @Nullable Instant eventTime,
            @Nullable String key,
            @Nullable String charge) {
        this(ordinal, offset, length, id, isFallback, eventTime, key, charge, Content.NONE);
    }

    /** A record without a charge. */
    public Cdr(
            int ordinal,
            int offset,
            int length,
            String id,
            boolean isFallback,
            @Nullable Instant eventTime,
            @Nullable String key) {
        this(ordinal, offset, length, id, isFallback, eventTime, key, null);
    }

    /** The same record, known by another identity. */
    public Cdr as(String other) {
        return new Cdr(ordinal, offset, length, other, isFallback, eventTime, key, charge, content);
    }

    /** Without its values: they are personal (I6). */
    @Override
    public String toString() {
        return "cdr " + ordinal + " (" + length + " bytes)";
    }
}
