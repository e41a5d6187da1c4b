package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.TimestampRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicLimitTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    @Test
    void aTopicThatSaysNothingTakesAnyPastAndFiveMinutesOfFuture() {
        TimestampRange taken = TopicLimit.of(Map.of()).timestamps(NOW);
        assertThat(taken.earliest()).isLessThan(Instant.EPOCH.toEpochMilli());
        assertThat(taken.latest()).isEqualTo(NOW.plusSeconds(300).toEpochMilli());
        assertThat(TopicLimit.of(Map.of())).isEqualTo(TopicLimit.DEFAULT);
    }

    @Test
    void weKeepFiveMinutesInsideOfWhatTheTopicAllows() {
        assertThat(timestamps("86400000", "86400000"))
                .isEqualTo(new TimestampRange(
                        NOW.minus(Duration.ofDays(1)).plusSeconds(300).toEpochMilli(),
                        NOW.plusSeconds(300).toEpochMilli()));
    }

    @Test
    void ofLittleWeUseHalf() {
        assertThat(timestamps("60000", "2000"))
                .isEqualTo(new TimestampRange(
                        NOW.minusSeconds(30).toEpochMilli(), NOW.plusSeconds(1).toEpochMilli()));
    }

    @Test
    void aTopicThatSetsTheTimeItselfRefusesNone() {
        TopicLimit limit = TopicLimit.of(Map.of(
                "message.timestamp.type",
                "LogAppendTime",
                "message.timestamp.before.max.ms",
                "1000",
                "max.message.bytes",
                "5000"));
        assertThat(limit.timestamps(NOW).earliest()).isLessThan(Instant.EPOCH.toEpochMilli());
        assertThat(limit.bytes()).isEqualTo(5000);
        assertThat(limit.atMost(4000).bytes()).isEqualTo(4000);
    }

    private static TimestampRange timestamps(String before, String after) {
        return TopicLimit.of(Map.of("message.timestamp.before.max.ms", before, "message.timestamp.after.max.ms", after))
                .timestamps(NOW);
    }
}
