package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.Event;
import io.cdrstream.event.EventHeader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

final class EventRecordsTest {

    private static final EventHeader SHARED = header("type", "sms");

    private final EventRecords records = new EventRecords();

    @Test
    void everyRecordHasTheHeadersOfItsOwnEvent() {
        List<Event> events = List.of(
                event("a", SHARED, header("id", "1")),
                event("b", SHARED, header("id", "2")),
                event("c", SHARED),
                event("d", header("id", "4"), SHARED));
        List<ProducerRecord<byte[], byte[]>> made =
                events.stream().map(records::of).toList();
        for (int i = 0; i < made.size(); i++) {
            assertThat(texts(made.get(i)))
                    .isEqualTo(events.get(i).headers().stream()
                            .map(header -> header.name() + "=" + new String(header.value(), UTF_8))
                            .toList());
            assertThat(made.get(i).key()).isEqualTo(events.get(i).key());
            assertThat(made.get(i).timestamp()).isEqualTo(5);
        }
    }

    @Test
    void whatNeighboursShareIsMadeOnce() {
        Header first = records.of(event("a", SHARED)).headers().lastHeader("type");
        assertThat(records.of(event("b", SHARED)).headers().lastHeader("type")).isSameAs(first);
    }

    @Test
    void thereMayBeAnyNumberOfHeaders() {
        List<EventHeader> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(header("h" + i, "v"));
        }
        assertThat(texts(records.of(event("a", many.toArray(EventHeader[]::new)))))
                .hasSize(40)
                .endsWith("h39=v");
    }

    private static List<String> texts(ProducerRecord<byte[], byte[]> record) {
        List<String> texts = new ArrayList<>();
        record.headers().forEach(header -> texts.add(header.key() + "=" + new String(header.value(), UTF_8)));
        return texts;
    }

    private static Event event(String key, EventHeader... headers) {
        return new Event("t", key.getBytes(UTF_8), new byte[0], 5, List.of(headers));
    }

    private static EventHeader header(String name, String value) {
        return new EventHeader(name, value.getBytes(UTF_8));
    }
}
