package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.event.EventEncoder;
import io.cdrstream.model.CdrStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of a CDR in its topic, by their headers. Reads from where the topic's timestamps reach the time that
 * the CDR was found in; if there is nothing, from the beginning, since a record may bear a time that is not its
 * slice's.
 */
final class EventSearch implements AutoCloseable {

    private final Admin admin;
    private final PartitionReader reader;
    private final ScanWatcher watcher;

    EventSearch(KafkaSettings settings, Admin admin, ScanWatcher watcher) {
        this.admin = admin;
        this.reader = new PartitionReader(ClientProperties.reader(settings, "explain-events"));
        this.watcher = watcher;
    }

    /**
     * In the order of their timestamps and offsets.
     *
     * @param subjects the identities under which it may have been published
     * @param from a time that is not after its event's
     */
    List<EventPlace> of(CdrStream stream, Set<String> subjects, Instant from)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> all = Letters.partitions(admin, stream.topic());
        List<TopicPartition> likely = stream.key().equals("id") ? byKey(all, subjects) : all;
        List<EventPlace> found = in(likely, stream, subjects, from);
        if (found.isEmpty() && likely.size() < all.size()) {
            found = in(all, stream, subjects, from); // the topic had fewer partitions then, or another key
        }
        return found.isEmpty() && from.isAfter(Instant.EPOCH) ? in(all, stream, subjects, Instant.EPOCH) : found;
    }

    /** As Kafka's default partitioner chooses. */
    private static List<TopicPartition> byKey(List<TopicPartition> all, Set<String> subjects) {
        return all.stream()
                .filter(partition -> subjects.stream()
                        .anyMatch(subject -> Utils.toPositive(Utils.murmur2(subject.getBytes(UTF_8))) % all.size()
                                == partition.partition()))
                .toList();
    }

    private List<EventPlace> in(List<TopicPartition> partitions, CdrStream stream, Set<String> subjects, Instant from)
            throws ExecutionException, InterruptedException {
        List<EventPlace> found = new ArrayList<>();
        Map<TopicPartition, Long> starts = Offsets.at(admin, partitions, from);
        Map<TopicPartition, Long> ends = PartitionReader.highWatermarks(admin, partitions);
        starts.forEach((partition, start) -> {
            long end = ends.getOrDefault(partition, 0L);
            reader.read(partition, start, end, event -> {
                watcher.scanned(partition.toString(), event.offset() - start, end - start);
                if (subjects.contains(header(event, "ce_subject")) && isOf(stream, event)) {
                    found.add(place(event));
                }
                return true;
            });
        });
        return found;
    }

    private static boolean isOf(CdrStream stream, ConsumerRecord<byte[], byte[]> event) {
        return EventEncoder.source(stream.id()).equals(header(event, "ce_source"))
                && EventEncoder.type(stream.id()).equals(header(event, "ce_type"));
    }

    private static EventPlace place(ConsumerRecord<byte[], byte[]> event) {
        return new EventPlace(
                event.topic(),
                event.partition(),
                event.offset(),
                Instant.ofEpochMilli(event.timestamp()),
                header(event, "ce_change"),
                header(event, "ce_pass"),
                headerOrNull(event, "ce_changed"),
                headerOrNull(event, "ce_chargedelta"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        @Nullable String value = headerOrNull(event, name);
        return value == null ? "" : value;
    }

    private static @Nullable String headerOrNull(ConsumerRecord<byte[], byte[]> event, String name) {
        @Nullable Header header = event.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        reader.close();
    }
}
