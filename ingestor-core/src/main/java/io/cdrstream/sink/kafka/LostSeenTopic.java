package io.cdrstream.sink.kafka;

import io.cdrstream.event.avro.Framings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * A seen topic that is gone, or empty, while the checkpoints name chunks of it. Who went on without them would publish
 * again what they hold; so it is refused before anything is made. Only looks: fences nobody, writes nothing.
 *
 * <p>Safe beside instances that begin at this moment, because a checkpoint that names a chunk is in one transaction
 * with it: where the one is found and the chunk is not, even afterwards, it is lost.
 */
final class LostSeenTopic {

    private final KafkaSettings settings;
    private final InstantSource clock;

    LostSeenTopic(KafkaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param tasks how many partitions the checkpoint topic has */
    List<Finding> findings(Cluster cluster, int tasks) throws ExecutionException, InterruptedException {
        boolean isLost = cluster.isGoneOrEmpty(settings.seen())
                && hasChunks(cluster, tasks)
                && cluster.isGoneOrEmpty(settings.seen());
        return isLost ? List.of(refusal()) : List.of();
    }

    private boolean hasChunks(Cluster cluster, int tasks) throws ExecutionException, InterruptedException {
        for (int task = 0; task < tasks; task++) {
            TaskScope scope = new TaskScope(settings, task, List.of(), Framings.SINGLE_OBJECT, clock.instant(), clock);
            try (TaskReader reader = new TaskReader(scope, cluster.admin())) {
                Checkpoints stored = reader.checkpoints();
                if (stored.streams().stream()
                        .anyMatch(stream -> !stored.chunks(stream.stream()).isEmpty())) {
                    return true;
                }
            }
        }
        return false;
    }

    private Finding refusal() {
        return Finding.error(
                "topic " + settings.seen(),
                "is gone or empty, and the checkpoints name what was in it: without that, records would be published"
                        + " twice.",
                "restore it; or begin anew, and pay anew, with other names for topics.checkpoints and topics.seen");
    }
}
