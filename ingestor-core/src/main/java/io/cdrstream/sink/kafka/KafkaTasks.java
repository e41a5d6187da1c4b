package io.cdrstream.sink.kafka;

import io.cdrstream.sink.Tasks;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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

    /** @param settings the number of tasks in them has been verified by {@link KafkaTopics#prepare} */
    public KafkaTasks(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public int count() {
        return settings.tasks();
    }

    @Override
    public Mono<Void> join(Owner owner) {
        return Mono.create(sink -> {
            KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(ClientProperties.member(settings));
            GroupMember member = new GroupMember(consumer, settings.checkpoints(), owner);
            sink.onCancel(member::leave);
            Thread thread = new Thread(
                    () -> {
                        try {
                            member.run();
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
