package io.cdrstream.sink.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where in a topic the messages of a time begin. */
final class Offsets {

    private Offsets() {}

    /** Offsets before which no message has this timestamp or a later one; without partitions that hold none. */
    static Map<TopicPartition, Long> at(Admin admin, Collection<TopicPartition> partitions, Instant time)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        long timestamp = Math.max(0, time.toEpochMilli());
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.forTimestamp(timestamp)));
        ListOffsetsResult asked = admin.listOffsets(wanted);
        Map<TopicPartition, Long> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long offset = asked.partitionResult(partition).get().offset();
            if (offset >= 0) {
                found.put(partition, offset);
            }
        }
        return found;
    }
}
