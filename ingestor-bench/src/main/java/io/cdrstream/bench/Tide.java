package io.cdrstream.bench;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** When committed records were last seen to become more, on all topics whose names match. */
final class Tide implements AutoCloseable {

    private final Admin admin;
    private final Pattern topics;
    private long height;
    private long rose;

    Tide(String bootstrapServers, String topics) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.topics = Pattern.compile(topics);
    }

    /** Looks again. Counts commit markers too: it is for when, not for how many. */
    long look() throws ExecutionException, InterruptedException {
        var names = admin.listTopics().names().get().stream()
                .filter(topics.asMatchPredicate())
                .toList();
        Map<TopicPartition, OffsetSpec> wanted = admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition())))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        long sum = admin
                .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(found -> found.offset())
                .sum();
        if (sum > height) {
            height = sum;
            rose = System.currentTimeMillis();
        }
        return height;
    }

    /** Milliseconds since the epoch. */
    long rose() {
        return rose;
    }

    @Override
    public void close() {
        admin.close();
    }
}
