package io.cdrstream.app.config;

import io.cdrstream.app.config.CredentialReader.Read;
import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What streams and credentials may not be to each other. */
final class StreamsCheck {

    private final Problems problems;

    StreamsCheck(Problems problems) {
        this.problems = problems;
    }

    void check(List<Read> credentials, KafkaSettings kafka) {
        checkKeys(credentials);
        checkTopics(credentials, kafka);
        checkFormats(credentials);
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

    private void checkTopics(List<Read> credentials, KafkaSettings kafka) {
        Set<String> ours = new HashSet<>(List.of(kafka.checkpoints(), kafka.seen(), kafka.deadLetter()));
        if (ours.size() < 3) {
            problems.error(
                    new Place("topics", 0),
                    "checkpoints, seen and dead-letter are not three different topics",
                    "give each a name of its own");
        }
        credentials.stream()
                .flatMap(c -> c.streams().stream())
                .map(CdrStream::topic)
                .distinct()
                .filter(ours::contains)
                .forEach(t -> problems.error(
                        new Place("topics.events", 0),
                        t + " is a topic of the ingestor itself",
                        "write cdr.{product}"));
    }

    private void checkFormats(List<Read> credentials) {
        credentials.stream()
                .flatMap(c -> c.streams().stream())
                .collect(Collectors.groupingBy(
                        CdrStream::topic, TreeMap::new, Collectors.mapping(CdrStream::format, Collectors.toSet())))
                .forEach((topic, formats) -> {
                    if (formats.size() > 1) {
                        problems.error(
                                new Place("format", 0),
                                "streams of both formats share the topic " + topic + ", which no consumer can read",
                                "give all streams of a topic the same format");
                    }
                });
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
