package io.cdrstream.sink.kafka;

import io.cdrstream.event.privacy.Privacy;
import java.util.Map;

/**
 * The Kafka side of an ingestor.
 *
 * @param group consumer group; with the task number also the transactional id
 * @param properties passed to every Kafka client, except the ones that the guarantee fixes
 * @param checkpoints name of the checkpoint topic
 * @param seen name of the seen topic
 * @param deadLetter name of the dead-letter topic
 * @param completeness name of the completeness topic
 * @param tasks partitions of the checkpoint and seen topics when we create them
 * @param replication of topics we create; -1 = the broker's default
 * @param events how we create the topics of events
 * @param createTopics whether to create what is missing
 * @param privacy what happens to personal fields before they are published
 * @param acceptEmpty whether empty checkpoints beside existing events are a wanted new beginning
 */
public record KafkaSettings(
        String group,
        Map<String, String> properties,
        String checkpoints,
        String seen,
        String deadLetter,
        String completeness,
        int tasks,
        short replication,
        EventTopics events,
        boolean createTopics,
        Privacy privacy,
        boolean acceptEmpty) {

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    /** Name of the topic through which replays of dead letters are asked for. */
    public String replays() {
        return replaysOf(deadLetter);
    }

    public static String replaysOf(String deadLetter) {
        return deadLetter + ".replays";
    }

    /** Without the properties: some are secrets (I6). */
    @Override
    public String toString() {
        return "group " + group + ", checkpoints in " + checkpoints;
    }
}
