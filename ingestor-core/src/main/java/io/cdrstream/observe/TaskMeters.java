package io.cdrstream.observe;

import io.cdrstream.sink.Replayed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The durable side of one task. */
final class TaskMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final Timer took;
    private final Counter commits;
    private final Counter failures;
    private final Counter sessions;
    private final Counter replayed;
    private final Counter notReplayed;

    TaskMeters(MeterRegistry registry, int task) {
        Tags tags = Tags.of("task", Integer.toString(task));
        took = Timer.builder("cdrstream.commit")
                .description("From when a page was offered until it was durable.")
                .serviceLevelObjectives(BUCKETS)
                .tags(tags)
                .register(registry);
        commits = Counter.builder("cdrstream.commits")
                .description("Pages made durable.")
                .tags(tags)
                .register(registry);
        failures = Counter.builder("cdrstream.commit.failures")
                .description("Sessions lost; a new one recovers, nothing is lost or published twice.")
                .tags(tags)
                .register(registry);
        replayed = replays(registry, tags, "published");
        notReplayed = replays(registry, tags, "refused");
        sessions = Counter.builder("cdrstream.sessions")
                .description("Sessions opened: fenced, restored, reading.")
                .tags(tags)
                .register(registry);
    }

    private static Counter replays(MeterRegistry registry, Tags tags, String outcome) {
        return Counter.builder("cdrstream.replays")
                .description("Dead letters that somebody asked for: published, or refused again.")
                .tags(tags.and("outcome", outcome))
                .register(registry);
    }

    void replayed(Replayed count) {
        replayed.increment(count.published());
        notReplayed.increment(count.refused());
    }

    void committed(Duration duration) {
        commits.increment();
        took.record(duration);
    }

    void opened() {
        sessions.increment();
    }

    void lost() {
        failures.increment();
    }
}
