package io.cdrstream.simulator.cdr;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A far end: country, network and a number range that regulators set aside for fiction, so that no generated number
 * rings anywhere.
 *
 * @param digits how many digits follow the prefix
 */
record Destination(Text country, Text countryName, Text network, Text networkName, Text prefix, int digits) {

    /** Text that is written often: encoded once. */
    record Text(String value, byte[] bytes) {
        static Text of(String value) {
            return new Text(value, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final List<Destination> ALL = List.of(
            of("GB", "United Kingdom", "23410", "O2 UK", "447700900", 3),
            of("GB", "United Kingdom", "23415", "Vodafone UK", "447700900", 3),
            of("US", "United States", "310260", "T-Mobile USA", "1212555", 4),
            of("US", "United States", "US-FIXED", "United States Landline", "1415555", 4),
            of("FR", "France", "20801", "Orange France", "3363998", 4),
            of("DE", "Germany", "26201", "Telekom Deutschland", "493023125", 3),
            of("SE", "Sweden", "24001", "Telia Sverige", "46701740", 3),
            of("AU", "Australia", "50501", "Telstra", "61491570", 3));

    static Destination of(Cdr cdr) {
        return ALL.get(cdr.pick(Values.DESTINATION, ALL.size()));
    }

    private static Destination of(
            String country, String countryName, String network, String networkName, String prefix, int digits) {
        return new Destination(
                Text.of(country),
                Text.of(countryName),
                Text.of(network),
                Text.of(networkName),
                Text.of(prefix),
                digits);
    }

    void number(long draw, JsonBytes out) {
        // The American fictional range is 555-0100 to 555-0199.
        long tail = digits == 4 && prefix.value().endsWith("555")
                ? 100 + Mix.below(draw, 100)
                : Mix.below(draw, digits == 4 ? 10_000 : 1000);
        out.raw(prefix.bytes()).digits(tail, digits);
    }
}
