package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks have committed, for whoever only looks: writes nothing and fences nobody, so an instance that runs is
 * not disturbed, and may be a few commits ahead of what is told.
 *
 * <p>Blocks. Kafka's own exceptions pass through.
 */
public final class CommittedProgress {

    private final KafkaSettings settings;
    private final List<CdrStream> streams;

    /** @param streams the ones that are asked about */
    public CommittedProgress(KafkaSettings settings, List<CdrStream> streams) {
        this.settings = settings;
        this.streams = List.copyOf(streams);
    }

    /**
     * What the checkpoints say.
     *
     * @param streams those that have begun
     * @param bills of all tasks; several for a credential and day if several of them read for it
     */
    public record Stored(Map<StreamId, Progress> streams, List<DayBill> bills) {

        public Stored {
            streams = Map.copyOf(streams);
            bills = List.copyOf(bills);
        }
    }

    public Stored read() throws ExecutionException, InterruptedException {
        Collection<Checkpoints> partitions = partitions(key -> true).values();
        Map<StreamId, Progress> progress = new HashMap<>();
        List<DayBill> bills = new ArrayList<>();
        for (Checkpoints stored : partitions) {
            bills.addAll(stored.bills());
            for (CdrStream stream : streams) {
                @Nullable StreamRecord record = stored.stream(stream.id().text());
                if (record != null) {
                    progress.put(stream.id(), progress(stream, record, stored));
                }
            }
        }
        return new Stored(progress, bills);
    }

    /** The bills alone, without what else a long history has stored. */
    public List<DayBill> bills() throws ExecutionException, InterruptedException {
        return billsByTask().values().stream().flatMap(List::stream).toList();
    }

    Map<Integer, List<DayBill>> billsByTask() throws ExecutionException, InterruptedException {
        Map<Integer, List<DayBill>> bills = new HashMap<>();
        partitions(key -> key.startsWith(CheckpointKey.BILL))
                .forEach((task, stored) -> bills.put(task, List.copyOf(stored.bills())));
        return bills;
    }

    private Map<Integer, Checkpoints> partitions(Predicate<String> wanted)
            throws ExecutionException, InterruptedException {
        Map<Integer, LastValues> partitions = new HashMap<>();
        read(settings.checkpoints(), Instant.EPOCH, message -> {
            if (wanted.test(LastValues.key(message))) {
                partitions
                        .computeIfAbsent(message.partition(), p -> new LastValues())
                        .add(message);
            }
        });
        Map<Integer, Checkpoints> decoded = new HashMap<>();
        partitions.forEach((partition, last) -> decoded.put(partition, last.decoded()));
        return decoded;
    }

    private static Progress progress(CdrStream stream, StreamRecord record, Checkpoints stored) {
        return new Progress(
                stream.id(),
                record.reached(stream.plan()),
                stored.slices(record.stream()),
                stored.chunks(record.stream()),
                stored.followUps(record.stream()),
                stored.tallies(record.stream()));
    }

    /** Entries of the completeness topic that were written since then, in the order in which they were. */
    public List<CompletenessEntry> entries(Instant since) throws ExecutionException, InterruptedException {
        Map<String, StreamId> asked =
                streams.stream().map(CdrStream::id).collect(Collectors.toMap(StreamId::text, Function.identity()));
        List<CompletenessEntry> entries = new ArrayList<>();
        read(settings.completeness(), since, message -> {
            @Nullable StreamId stream = message.key() == null ? null : asked.get(new String(message.key(), UTF_8));
            if (stream != null && message.value() != null) {
                entries.add(TallyCodec.entry(stream, message.value()));
            }
        });
        return entries;
    }

    private void read(String topic, Instant since, Consumer<ConsumerRecord<byte[], byte[]>> visitor)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.admin(settings));
                PartitionReader reader = new PartitionReader(ClientProperties.reader(settings, "look"))) {
            for (TopicPartition partition : Letters.partitions(admin, topic)) {
                reader.read(partition, reader.firstSince(partition, since), reader.stableEnd(partition), message -> {
                    visitor.accept(message);
                    return true;
                });
            }
        }
    }
}
