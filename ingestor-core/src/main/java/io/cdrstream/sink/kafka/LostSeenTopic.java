package io.cdrstream.sink.kafka;

import io.cdrstream.event.avro.Framings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A seen topic that is gone, or empty, while the checkpoints name chunks of it. Who went on without them would publish
 * again what they hold; so it is refused before anything is made. Only looks: fences nobody, writes nothing.
 */
final class LostSeenTopic {

    private final KafkaSettings settings;
    private final InstantSource clock;

    LostSeenTopic(KafkaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param tasks how many partitions the checkpoint topic has */
    List<Finding> findings(Admin admin, int tasks) throws ExecutionException, InterruptedException {
        for (int task = 0; task < tasks; task++) {
            TaskScope scope = new TaskScope(settings, task, List.of(), Framings.SINGLE_OBJECT, clock.instant(), clock);
            try (TaskReader reader = new TaskReader(scope, admin)) {
                if (hasChunks(reader.checkpoints())) {
                    return List.of(refusal());
                }
            }
        }
        return List.of();
    }

    private static boolean hasChunks(Checkpoints stored) {
        return stored.streams().stream()
                .anyMatch(stream -> !stored.chunks(stream.stream()).isEmpty());
    }

    private Finding refusal() {
        return Finding.error(
                "topic " + settings.seen(),
                "is gone or empty, and the checkpoints name what was in it: without that, records would be published"
                        + " twice.",
                "restore it; or begin anew, with other names for topics.checkpoints and topics.seen");
    }
}
