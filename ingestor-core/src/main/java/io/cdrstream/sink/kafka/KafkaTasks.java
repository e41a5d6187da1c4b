package io.cdrstream.sink.kafka;

import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Tasks;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Who owns which task is who is assigned that partition of the checkpoint topic by the consumer group. Nothing is read
 * and nothing committed through the group: it is only asked who is there.
 *
 * <p>Safe even when the group is wrong about us, or we about it: only the producer that opened a task's last session
 * can commit (I2).
 */
public final class KafkaTasks implements Tasks {

    private final KafkaSettings settings;
    private final Sinks.Empty<Void> left = Sinks.empty();
    private volatile @Nullable GroupMember member;

    /**
     * For one {@link #join}.
     *
     * @param settings the number of tasks in them has been verified by {@link KafkaTopics#prepare}
     */
    public KafkaTasks(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public int count() {
        return settings.tasks();
    }

    @Override
    public int of(StreamId stream) {
        return TaskOf.stream(stream, settings.tasks());
    }

    /** What the group's coordinator says, not what we remember: a process that was frozen remembers wrongly. */
    @Override
    public Mono<Boolean> isOurs(int task) {
        return OwnThread.call("kafka-group", () -> ask(task)).onErrorReturn(false);
    }

    @Override
    public boolean isInTouch() {
        @Nullable GroupMember we = member;
        return we != null && we.isInTouch();
    }

    private boolean ask(int task) throws Exception {
        @Nullable GroupMember we = member;
        if (we == null) {
            return false;
        }
        TopicPartition partition = new TopicPartition(settings.checkpoints(), task);
        Admin admin = Admin.create(ClientProperties.admin(settings));
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(settings.group()))
                    .all()
                    .get()
                    .get(settings.group());
            return group != null
                    && group.members().stream()
                            .filter(other -> other.consumerId().equals(we.id()))
                            .anyMatch(us -> us.assignment().topicPartitions().contains(partition));
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    @Override
    public Mono<Void> join(Owner owner) {
        return Mono.create(sink -> {
            KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(ClientProperties.member(settings));
            GroupMember joining = new GroupMember(consumer, settings.checkpoints(), owner);
            member = joining;
            sink.onCancel(joining::leave);
            Thread thread = new Thread(
                    () -> {
                        try {
                            joining.run();
                        } catch (Throwable e) { // whatever it is, the owner must hear of it
                            sink.error(KafkaErrors.lost("taking part in group " + settings.group(), e));
                        } finally {
                            left.tryEmitEmpty();
                        }
                    },
                    "group-" + settings.group());
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Completes when the group has been left, after {@link #join} was cancelled. */
    public Mono<Void> left() {
        return left.asMono();
    }
}
