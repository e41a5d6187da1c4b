package io.cdrstream.simulator.cdr;

import java.util.List;

/**
 * A far end: country, network and a number range that regulators set aside for fiction, so that no generated number
 * rings anywhere.
 */
record Destination(Text country, Text countryName, Text network, Text networkName, Range numbers) {

    /** Numbers that are a prefix and {@code digits} more, of which the first is {@code lowest}. */
    record Range(Text prefix, int digits, int lowest, int count) {
        Range(String prefix, int digits, int lowest, int count) {
            this(Text.of(prefix), digits, lowest, count);
        }

        void write(long draw, JsonBytes out) {
            prefix.write(out);
            out.digits(lowest + Mix.below(draw, count), digits);
        }
    }

    private static final List<Destination> ALL = List.of(
            of("GB", "United Kingdom", "23410", "O2 UK", new Range("447700900", 3, 0, 1000)),
            of("GB", "United Kingdom", "23415", "Vodafone UK", new Range("447700900", 3, 0, 1000)),
            of("US", "United States", "310260", "T-Mobile USA", new Range("1212555", 4, 100, 100)),
            of("US", "United States", "US-FIXED", "United States Landline", new Range("1415555", 4, 100, 100)),
            of("FR", "France", "20801", "Orange France", new Range("3363998", 4, 0, 10_000)),
            of("DE", "Germany", "26201", "Telekom Deutschland", new Range("493023125", 3, 0, 1000)),
            of("SE", "Sweden", "24001", "Telia Sverige", new Range("46701740", 3, 605, 95)),
            of("AU", "Australia", "AU-FIXED", "Australia Landline", new Range("6125550", 4, 0, 10_000)));

    static Destination of(Cdr cdr) {
        return ALL.get(cdr.pick(Values.DESTINATION, ALL.size()));
    }

    private static Destination of(
            String country, String countryName, String network, String networkName, Range numbers) {
        return new Destination(Text.of(country), Text.of(countryName), Text.of(network), Text.of(networkName), numbers);
    }

    void number(long draw, JsonBytes out) {
        numbers.write(draw, out);
    }
}
