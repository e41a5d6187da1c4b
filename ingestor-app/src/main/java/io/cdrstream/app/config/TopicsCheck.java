package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.schemas.EventSchemas;
import io.cdrstream.sink.kafka.KafkaSettings;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What streams that share a topic may not be to each other. One topic, one schema. */
final class TopicsCheck {

    private final Problems problems;
    private final KafkaSettings kafka;
    private final Values registry;

    TopicsCheck(Problems problems, KafkaSettings kafka, Values registry) {
        this.problems = problems;
        this.kafka = kafka;
        this.registry = registry;
    }

    void check(List<CdrStream> streams) {
        List<String> ours =
                List.of(kafka.checkpoints(), kafka.seen(), kafka.deadLetter(), kafka.replays(), kafka.completeness());
        streams.stream()
                .collect(Collectors.groupingBy(CdrStream::topic, TreeMap::new, Collectors.toList()))
                .forEach((topic, sharers) -> {
                    if (ours.contains(topic)) {
                        error("topics.events", topic + " is a topic of the ingestor itself", "write cdr.{product}");
                    }
                    checkFormat(topic, sharers);
                    checkSchema(topic, sharers);
                    checkKey(topic, sharers);
                    checkDesign(topic, sharers);
                });
    }

    private void checkFormat(String topic, List<CdrStream> sharers) {
        if (distinct(sharers, CdrStream::format).size() > 1) {
            error(
                    "format",
                    "streams of both formats share the topic " + topic + ", which no consumer can read",
                    "give all streams of a topic the same format");
        }
    }

    /** Several schemas only where subjects are named after them: somebody has asked for it. */
    private void checkSchema(String topic, List<CdrStream> sharers) {
        List<CdrStream> typed =
                sharers.stream().filter(s -> s.format() == EventFormat.AVRO).toList();
        boolean isAskedFor = registry.has(ConfigKeys.REGISTRY_URL)
                && !registry.require(ConfigKeys.REGISTRY_SUBJECT).equals("topic");
        if (!isAskedFor
                && distinct(typed, s -> EventSchemas.of(s.product().name())).size() > 1) {
            error(
                    "topics.events",
                    products(typed) + " share the topic " + topic + ", but not a schema: one topic, one schema",
                    "write topics.events: cdr.{product}, or with a registry registry.subject: topic-record");
        }
    }

    private void checkKey(String topic, List<CdrStream> sharers) {
        Set<String> keys = new TreeSet<>(distinct(sharers, CdrStream::key));
        if (keys.size() > 1) {
            problems.warning(
                    new Place("key", 0),
                    "events in " + topic + " have different keys, " + String.join(" and ", keys)
                            + ": order holds only among those of the same kind of key",
                    "give all streams of a topic the same key");
        }
    }

    private void checkDesign(String topic, List<CdrStream> sharers) {
        if (distinct(sharers, s -> kafka.events().of(s.product().name())).size() > 1) {
            error(
                    "topics.products",
                    products(sharers) + " share the topic " + topic
                            + " and want different partitions, retention, compression or timestamp of it",
                    "say the same of each of them, or give them topics of their own");
        }
    }

    private static String products(List<CdrStream> streams) {
        return String.join(
                " and ", new TreeSet<>(distinct(streams, s -> s.product().name())));
    }

    private static <T> Set<T> distinct(List<CdrStream> streams, Function<CdrStream, T> of) {
        return streams.stream().map(of).collect(Collectors.toSet());
    }

    private void error(String place, String sentence, String remedy) {
        problems.error(new Place(place, 0), sentence, remedy);
    }
}
