package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What is asked of a cluster, and done to it, before anything is read. Blocks; belongs to one thread. */
final class Cluster implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;
    private final Admin admin;

    /** @throws KafkaException if a client that reading needs cannot be made: its properties are wrong, or contradict */
    Cluster(KafkaSettings settings) {
        this.settings = settings;
        tryClients(settings);
        this.admin = Admin.create(ClientProperties.admin(settings));
    }

    /** What no single property shows: whether all of them together make the clients of a run. */
    private static void tryClients(KafkaSettings settings) {
        new KafkaProducer<>(ClientProperties.producer(settings, 0)).close(Duration.ZERO); // fences nobody
        new KafkaConsumer<>(ClientProperties.member(settings)).close(CloseOptions.timeout(Duration.ZERO));
    }

    Admin admin() {
        return admin;
    }

    /** Whether anybody is there at all; throws what stands in the way. */
    void reach() throws ExecutionException, InterruptedException {
        admin.describeCluster().nodes().get();
    }

    /** Those that exist and that we may know of. */
    Map<String, TopicFacts> topics(Collection<String> names) throws ExecutionException, InterruptedException {
        Map<String, TopicFacts> facts = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> asked = admin.describeTopics(
                        names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (KafkaFuture<TopicDescription> answer : asked.values()) {
            @Nullable
            TopicDescription topic =
                    unless(answer, Set.of(UnknownTopicOrPartitionException.class, TopicAuthorizationException.class));
            if (topic != null) {
                facts.put(topic.name(), facts(topic));
            }
        }
        return facts;
    }

    /** Whether there certainly is nothing in it, or no such topic; not where we may not know. */
    boolean isGoneOrEmpty(String topic) throws ExecutionException, InterruptedException {
        try {
            KafkaFuture<TopicDescription> answer =
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
            return holdsNothing(Objects.requireNonNull(answer).get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return false;
            }
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return true;
            }
            throw e;
        }
    }

    private TopicFacts facts(TopicDescription topic) throws ExecutionException, InterruptedException {
        return new TopicFacts(
                topic.name(),
                topic.partitions().size(),
                isEmpty(topic),
                config(topic.name()),
                Objects.requireNonNullElse(topic.authorizedOperations(), Set.of()));
    }

    private boolean isEmpty(TopicDescription topic) throws ExecutionException, InterruptedException {
        try {
            return holdsNothing(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return true; // safe because it only spares a doubt about topics that we may not read
            }
            throw e;
        }
    }

    /** Whether its partitions begin where they end. */
    private boolean holdsNothing(TopicDescription topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        topic.partitions()
                .forEach(p -> first.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.earliest()));
        Map<TopicPartition, OffsetSpec> last = new HashMap<>();
        first.keySet().forEach(p -> last.put(p, OffsetSpec.latest()));
        return offsets(first).equals(offsets(last));
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> of)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                admin.listOffsets(of).all().get().entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }

    private @Nullable Map<String, String> config(String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        KafkaFuture<Config> answer =
                admin.describeConfigs(List.of(resource)).values().get(resource);
        @Nullable Config config = answer == null ? null : unless(answer, Set.of(TopicAuthorizationException.class));
        return config == null
                ? null
                : config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /** Creates it, unless another instance was faster. */
    void create(WantedTopic topic) throws ExecutionException, InterruptedException {
        unless(admin.createTopics(List.of(topic.create())).all(), Set.of(TopicExistsException.class));
    }

    /** The number of tasks that the checkpoints were made for, as the first task says that has ever run. */
    OptionalInt tasksAtCreation(TopicFacts checkpoints) throws ExecutionException, InterruptedException {
        if (checkpoints.isEmpty()) {
            return OptionalInt.empty();
        }
        List<TopicPartition> partitions = IntStream.range(0, checkpoints.partitions())
                .mapToObj(p -> new TopicPartition(checkpoints.name(), p))
                .toList();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(ClientProperties.reader(settings, "check"))) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                    if (isMeta(entry)) {
                        return OptionalInt.of(
                                CheckpointCodec.meta(entry.value()).tasks());
                    }
                }
            }
            return OptionalInt.empty();
        }
    }

    private static boolean isMeta(ConsumerRecord<byte[], byte[]> entry) {
        return entry.value() != null
                && entry.key() != null
                && CheckpointKey.META.equals(new String(entry.key(), UTF_8));
    }

    private static <T> @Nullable T unless(KafkaFuture<T> answer, Set<Class<? extends Exception>> harmless)
            throws ExecutionException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (harmless.stream().anyMatch(type -> type.isInstance(e.getCause()))) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
