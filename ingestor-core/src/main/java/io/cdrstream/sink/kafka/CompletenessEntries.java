package io.cdrstream.sink.kafka;

import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The completeness topic for an operator: what passes have found, hour by hour. Each hour of a pass has one entry,
 * since it is written in the transaction that closes the hour.
 *
 * <p>Blocks. Kafka's own exceptions pass through.
 */
public final class CompletenessEntries {

    /** An entry is younger than its hour by the writer's clock, which may be wrong by less than this. */
    private static final Duration WRONG_CLOCK = Duration.ofDays(1);

    private final KafkaSettings settings;

    public CompletenessEntries(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Those whose time shares a second with {@code [from, to)}. */
    public List<CompletenessEntry> of(Collection<StreamId> streams, Instant from, Instant to)
            throws ExecutionException, InterruptedException {
        Map<String, StreamId> names = streams.stream().collect(Collectors.toMap(StreamId::text, stream -> stream));
        List<CompletenessEntry> found = new ArrayList<>();
        try (Admin admin = Admin.create(ClientProperties.admin(settings));
                PartitionReader reader = new PartitionReader(ClientProperties.reader(settings, "completeness"))) {
            List<TopicPartition> partitions = Letters.partitions(admin, settings.completeness());
            Map<TopicPartition, Long> starts = Offsets.at(admin, partitions, from.minus(WRONG_CLOCK));
            Map<TopicPartition, Long> ends = PartitionReader.highWatermarks(admin, partitions);
            starts.forEach(
                    (partition, start) -> reader.read(partition, start, ends.getOrDefault(partition, 0L), entry -> {
                        @Nullable
                        CompletenessEntry read = entry.value() == null ? null : TallyCodec.entry(entry.value(), names);
                        if (read != null && read.from().isBefore(to) && from.isBefore(read.to())) {
                            found.add(read);
                        }
                        return true;
                    }));
        }
        return found;
    }
}
