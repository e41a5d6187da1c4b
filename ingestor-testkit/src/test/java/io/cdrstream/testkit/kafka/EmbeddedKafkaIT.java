package io.cdrstream.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    private static final String TOPIC = "cdr";

    @TempDir
    private Path directory;

    @Test
    void aDirectoryThatIsOpenedAgainHoldsWhatWasCommitted() {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory)) {
            Writer.createTopic(broker, TOPIC);
            try (Writer writer = Writer.to(broker, TOPIC)) {
                writer.commit("a");
            }
        }
        try (EmbeddedKafka again = EmbeddedKafka.start(directory)) {
            try (Writer writer = Writer.to(again, TOPIC)) {
                writer.commit("b");
            }
            assertThat(Writer.committed(again, TOPIC, 2)).containsExactly("a", "b");
        }
    }

    @Test
    void twoBrokersLiveSideBySideAndShareNothing() {
        try (EmbeddedKafka one = EmbeddedKafka.start();
                EmbeddedKafka other = EmbeddedKafka.start()) {
            Writer.createTopic(one, TOPIC);
            Writer.createTopic(other, TOPIC);
            try (Writer writer = Writer.to(one, TOPIC)) {
                writer.commit("a");
            }
            assertThat(Writer.committed(one, TOPIC, 1)).containsExactly("a");
            assertThat(Writer.committed(other, TOPIC, 0)).isEmpty();
        }
    }
}
