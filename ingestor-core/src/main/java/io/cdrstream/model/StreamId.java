package io.cdrstream.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name of a stream, the unit of ordering and progress: an account, a product, a direction where the product has
 * one, and the API's own filters.
 *
 * <p>Its {@linkplain #text() text} is the key of the stream's checkpoint and so never changes for the same stream:
 * {@code abcd1234/SMS/outbound?country=GB&to=~1f9a0}. Values of filters that hold a phone number or another personal
 * value are replaced by 20 bits of their SHA-256: enough to tell the streams of one configuration apart, too little to
 * give a number back, since hundreds of a country's numbers share each value (I6).
 *
 * @param filters query parameters that choose records, sorted by name; not options such as {@code include_message}
 */
public record StreamId(
        String account, String product, @Nullable Direction direction, SortedMap<String, String> filters) {

    private static final Set<String> PERSONAL =
            Set.of("from", "to", "number", "account_ref", "client_ref", "session_id", "conversation_id");

    public StreamId {
        filters = Collections.unmodifiableSortedMap(new TreeMap<>(filters));
    }

    /** A stream without filters. */
    public static StreamId of(String account, String product, @Nullable Direction direction) {
        return new StreamId(account, product, direction, Collections.emptySortedMap());
    }

    /** Account, product and direction: {@code abcd1234/SMS/outbound}. Streams that differ only by filters share it. */
    public String group() {
        return source() + (direction == null ? "" : "/" + direction.text());
    }

    /**
     * Account and product: {@code abcd1234/SMS}. The space in which a record id is unique, and therefore what decides
     * the task that owns the stream: everything that could return the same record is read by one task.
     */
    public String source() {
        return account + "/" + product;
    }

    /** Stable, loggable, unique among streams. */
    public String text() {
        return filters.isEmpty() ? group() : group() + "?" + filterText();
    }

    /** The filters with personal values digested; empty if there are none. */
    public String filterText() {
        return filters.entrySet().stream()
                .map(f -> f.getKey() + "=" + (PERSONAL.contains(f.getKey()) ? digest(f.getValue()) : f.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** The values of filters that are personal: what the API says of them is not for a log. */
    public List<String> personalValues() {
        return filters.entrySet().stream()
                .filter(f -> PERSONAL.contains(f.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    public Optional<String> directionText() {
        return Optional.ofNullable(direction).map(Direction::text);
    }

    /** Whether some record could be returned for both streams, and so be paid for and published twice. */
    public boolean overlaps(StreamId other) {
        return source().equals(other.source())
                && (direction == null || other.direction == null || direction == other.direction)
                && filters.entrySet().stream().noneMatch(f -> excludes(f, other.filters));
    }

    private static boolean excludes(Map.Entry<String, String> filter, Map<String, String> others) {
        String other = others.get(filter.getKey());
        return other != null && !other.equals(filter.getValue());
    }

    private static String digest(String value) {
        return "~" + Digest.hex(value, 5);
    }

    @Override
    public String toString() {
        return text();
    }
}
