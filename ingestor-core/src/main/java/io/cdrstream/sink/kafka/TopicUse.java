package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What streams want of an event topic.
 *
 * @param design as we would create it
 * @param age how far back the earliest start reaches of the streams that write to it
 * @param keys the fields that become keys in it; one, unless somebody has ignored a warning
 * @param hasMessages whether some records have a message's text, which may be large
 */
record TopicUse(EventTopic design, Duration age, SortedSet<String> keys, boolean hasMessages) {

    static TopicUse of(EventTopic design, CdrStream stream, Instant now) {
        Instant start = stream.start();
        Duration age = start == null || start.isAfter(now) ? Duration.ZERO : Duration.between(start, now);
        boolean hasMessages = "true".equals(stream.options().get("include_message"));
        return new TopicUse(design, age, new TreeSet<>(List.of(stream.key())), hasMessages);
    }

    /** That of two streams with the same topic. A configuration that gives it two designs is refused before. */
    TopicUse and(TopicUse other) {
        SortedSet<String> all = new TreeSet<>(keys);
        all.addAll(other.keys);
        Duration longer = age.compareTo(other.age) > 0 ? age : other.age;
        return new TopicUse(design, longer, all, hasMessages || other.hasMessages);
    }

    /**
     * How long the topic has to keep an event after its timestamp. One that takes history keeps everything for the
     * history's age longer: else that would be gone as soon as it is written.
     */
    Duration retention() {
        return design.isStampedOnArrival()
                ? design.retention()
                : design.retention().plus(age);
    }
}
