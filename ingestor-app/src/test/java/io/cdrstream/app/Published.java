package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.simulator.Injected;
import io.cdrstream.simulator.Truth;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.testkit.kafka.CommittedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.Condition;

/**
 * The promise, checked from outside: what a consumer of the events sees, against what the simulator knows to be true.
 */
final class Published {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<ConsumerRecord<byte[], byte[]>> events;
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters;

    private Published(List<ConsumerRecord<byte[], byte[]>> events, List<ConsumerRecord<byte[], byte[]>> deadLetters) {
        this.events = events;
        this.deadLetters = deadLetters;
    }

    /** Reads all that is committed now. */
    static Published in(Setup setup) {
        return new Published(
                CommittedRecords.read(setup.bootstrapServers(), setup.events(), LIMIT),
                CommittedRecords.read(setup.bootstrapServers(), setup.deadLetters(), LIMIT));
    }

    /** A CDR's identity, as consumers know it. */
    static String identity(ConsumerRecord<byte[], byte[]> event) {
        return header(event, "ce_source") + "#" + header(event, "ce_subject");
    }

    static String identity(StreamKey stream, String id) {
        return "/vonage/accounts/" + stream.account() + "/products/" + stream.product() + "#" + id;
    }

    /** Every CDR of {@code [from, to)} once, and beyond them nothing but what faults have made up. */
    void isTheTruthOnce(Truth truth, Instant from, Instant to) {
        Set<String> expected = new HashSet<>();
        for (StreamKey stream : truth.streams()) {
            truth.recordsIn(stream.account(), stream.product(), stream.direction(), from, to)
                    .forEach(cdr -> expected.add(identity(stream, cdr.id())));
        }
        Map<String, Integer> counts = new HashMap<>();
        events.forEach(event -> counts.merge(identity(event), 1, Integer::sum));
        assertThat(expected).as("CDRs of the truth").isNotEmpty();
        assertThat(expected.stream().filter(id -> !counts.containsKey(id)))
                .as("lost")
                .isEmpty();
        assertThat(counts.entrySet().stream().filter(entry -> entry.getValue() > 1))
                .as("published more than once")
                .isEmpty();
        Set<String> made = injected(truth);
        assertThat(events.stream()
                        .filter(event -> !expected.contains(identity(event)))
                        .map(event -> text(event.value())))
                .as("published although nobody knows it")
                .allMatch(made::contains);
        assertThat(deadLetters).extracting(letter -> text(letter.value())).allMatch(made::contains);
    }

    int events() {
        return events.size();
    }

    /** The values of one product's topic. */
    List<String> values(String product) {
        return events.stream()
                .filter(event -> event.topic().endsWith("cdr." + product))
                .map(event -> text(event.value()))
                .toList();
    }

    static Condition<String> with(String part) {
        return new Condition<>(value -> value.contains(part), "contains %s", part);
    }

    int deadLetters() {
        return deadLetters.size();
    }

    private static Set<String> injected(Truth truth) {
        return truth.injected().stream().map(Injected::json).collect(Collectors.toSet());
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        return text(event.headers().lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
