package io.cdrstream.sink.kafka;

import io.cdrstream.sink.Tasks.Owner;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** One member of the group on its own thread, from joining to leaving. No error of the group ends it. */
final class GroupMember implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Where somebody has to give us a right first. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(5);

    /** What the consumer tells of the group, in seconds; negative if never. */
    private static final Set<String> SIGNS = Set.of("last-heartbeat-seconds-ago", "last-rebalance-seconds-ago");

    /** Heartbeats are sent until the group has been silent for the session's timeout, 10 s: half a minute in all. */
    private static final double LONGEST_SILENCE = 20;

    /** How long the others wait until we have committed; then the successor's fence decides. */
    private static final Duration HANDOVER = Duration.ofSeconds(8);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Owner owner;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private volatile boolean isLeaving;
    private volatile String id = "";
    private volatile boolean isInTouch;
    private boolean isInTrouble;

    GroupMember(Consumer<byte[], byte[]> consumer, String topic, Owner owner) {
        this.consumer = consumer;
        this.topic = topic;
        this.owner = owner;
    }

    /** Returns when the group is left. */
    void run() {
        thread.set(Thread.currentThread());
        try (consumer) {
            consumer.subscribe(List.of(topic), this);
            while (!isLeaving) {
                poll();
            }
            consumer.close(CloseOptions.timeout(HANDOVER.plusSeconds(2))); // tells us what is revoked, then leaves
        }
    }

    private void poll() {
        try {
            consumer.poll(POLL);
            id = consumer.groupMetadata().memberId();
            isInTouch = hasHeard();
            isInTrouble = false;
        } catch (WakeupException e) {
            LOG.debug("woken up to leave the group");
        } catch (AuthorizationException e) {
            LOG.error(
                    "nothing is read until somebody mends this: {}; cdrstream check names the command; tried again"
                            + " every {} s",
                    e.getMessage(),
                    LONG_PAUSE.toSeconds());
            pause(LONG_PAUSE);
        } catch (KafkaException e) {
            if (!isInTrouble) {
                LOG.warn("the consumer group cannot be reached: {}; goes on trying", e.getMessage());
            }
            isInTrouble = true;
            pause(PAUSE);
        }
    }

    private void pause(Duration pause) {
        isInTouch = false;
        if (!isLeaving) {
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** No call of a consumer without partitions fails when Kafka is gone: that its heartbeats stop is all there is. */
    private boolean hasHeard() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> SIGNS.contains(metric.getKey().name()))
                .map(metric -> metric.getValue().metricValue())
                .anyMatch(ago -> ago instanceof Double seconds && seconds >= 0 && seconds <= LONGEST_SILENCE);
    }

    /** Whether the group has answered lately, as of the last poll. From any thread. */
    boolean isInTouch() {
        return isInTouch;
    }

    /** Our name in the group, as of the last poll; empty before we joined. From any thread. */
    String id() {
        return id;
    }

    /** From any thread. */
    void leave() {
        isLeaving = true;
        consumer.wakeup();
        LockSupport.unpark(thread.get());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        isInTouch = true;
        consumer.pause(partitions); // the group says who owns them; what is in them is the restore's to read
        owner.assigned(tasks(partitions)); // none at all is news too: we are a member that stands by
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            await(owner.revoked(tasks(partitions)), partitions);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            await(owner.lost(tasks(partitions)), partitions);
        }
    }

    private static void await(Mono<Void> closed, Collection<TopicPartition> partitions) {
        try {
            closed.toFuture().get(HANDOVER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) { // safe because the successor's fence decides
            LOG.warn("tasks {} were not closed in time: {}", tasks(partitions), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<Integer> tasks(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    }
}
