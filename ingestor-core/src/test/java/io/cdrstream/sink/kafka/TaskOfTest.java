package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Direction;
import io.cdrstream.model.StreamId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever has to change an expectation here loses every checkpoint there is. */
class TaskOfTest {

    @Test
    void theTaskOfAStreamIsForEverTheSame() {
        assertThat(task("abcd1234", "SMS", 16)).isEqualTo(0);
        assertThat(task("abcd1234", "VOICE-CALL", 16)).isEqualTo(7);
        assertThat(task("abcd1234", "MESSAGES", 16)).isEqualTo(13);
        assertThat(task("ffff0000", "SMS", 16)).isEqualTo(14);
        assertThat(task("ffff0000", "CONVERSATION-EVENT", 7)).isEqualTo(4);
        assertThat(task("", "", 5)).isEqualTo(3);
    }

    @Test
    void directionsOfAProductShareATask() {
        StreamId inbound = StreamId.of("abcd1234", "SMS", Direction.INBOUND);
        StreamId outbound = StreamId.of("abcd1234", "SMS", Direction.OUTBOUND);
        assertThat(TaskOf.stream(inbound, 1000)).isEqualTo(TaskOf.stream(outbound, 1000));
    }

    @Test
    void tasksShareTheStreams() {
        int[] streams = new int[8];
        for (int i = 0; i < 8000; i++) {
            streams[TaskOf.stream(StreamId.of(String.format("%08x", i), "SMS", null), 8)]++;
        }
        assertThat(IntStream.of(streams)).allMatch(n -> n > 900 && n < 1100);
    }

    private static int task(String account, String product, int tasks) {
        return TaskOf.stream(StreamId.of(account, product, null), tasks);
    }
}
