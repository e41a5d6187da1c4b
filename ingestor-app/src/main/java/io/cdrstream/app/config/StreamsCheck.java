package io.cdrstream.app.config;

import io.cdrstream.app.config.CredentialReader.Read;
import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.model.CdrStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What streams and credentials may not be to each other. */
final class StreamsCheck {

    private final Problems problems;

    StreamsCheck(Problems problems) {
        this.problems = problems;
    }

    void check(List<Read> credentials) {
        checkKeys(credentials);
        Map<String, Place> places = new HashMap<>();
        credentials.forEach(c -> places.put(c.credential().key(), c.place()));
        credentials.stream()
                .flatMap(c -> c.streams().stream())
                .collect(Collectors.groupingBy(s -> s.id().source()))
                .values()
                .forEach(same -> checkOverlaps(same, places));
    }

    private void checkKeys(List<Read> credentials) {
        Set<String> keys = new HashSet<>();
        for (Read read : credentials) {
            if (!keys.add(read.credential().key())) {
                problems.error(
                        read.place().field("key", read.place().line()),
                        "another credential has the same key",
                        "a key has one budget: write its streams under one credential");
            }
        }
    }

    private void checkOverlaps(List<CdrStream> streams, Map<String, Place> places) {
        for (int i = 0; i < streams.size(); i++) {
            for (int j = 0; j < i; j++) {
                CdrStream one = streams.get(j);
                CdrStream other = streams.get(i);
                if (one.id().overlaps(other.id())) {
                    problems.error(
                            places.getOrDefault(other.credential(), Place.FILE),
                            "the streams " + one.id() + " and " + other.id()
                                    + " overlap: what both return would be paid for and published twice",
                            "leave one out, or give them different values of the same filter");
                }
            }
        }
    }
}
