package io.cdrstream.sink.kafka;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration changes about streams that have been read before, said before it applies. Only looks: fences
 * nobody, writes nothing.
 */
final class ChangedStreams {

    private final KafkaSettings settings;
    private final InstantSource clock;

    ChangedStreams(KafkaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param tasks how many partitions the checkpoint topic has */
    List<Finding> findings(Admin admin, List<CdrStream> streams, int tasks)
            throws ExecutionException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Instant now = clock.instant();
        for (int task = 0; task < tasks; task++) {
            int number = task;
            List<CdrStream> own = streams.stream()
                    .filter(stream -> TaskOf.stream(stream.id(), tasks) == number)
                    .toList();
            try (TaskReader reader =
                    new TaskReader(new TaskScope(settings, task, own, Framings.SINGLE_OBJECT, now, clock), admin)) {
                compare(reader.checkpoints(), own, findings);
            }
        }
        return findings;
    }

    static void compare(Checkpoints stored, List<CdrStream> streams, List<Finding> findings) {
        TaskOpening.heirs(stored, streams)
                .forEach((heir, retired) -> findings.add(Finding.warning(
                        heir.text(),
                        "takes the place of " + retired.stream()
                                + ", which is configured no longer, and goes on at its watermark " + retired.watermark()
                                + "; " + ChangedStream.again(stored.slices(retired.stream())) + ".",
                        ChangedStream.RESTORE)));
        for (CdrStream stream : streams) {
            String text = stream.id().text();
            @Nullable StreamRecord own = stored.stream(text);
            if (own != null) {
                ChangedStream.of(stream, own, TaskOpening.stored(stream, own, stored.slices(text), stored))
                        .forEach(change -> findings.add(Finding.warning(text, change.sentence(), change.remedy())));
            }
        }
    }
}
