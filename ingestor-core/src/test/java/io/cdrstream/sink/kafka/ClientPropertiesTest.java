package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.privacy.Privacy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class ClientPropertiesTest {

    @Test
    void whatTheGuaranteeRestsOnCannotBeOverridden() {
        Map<String, String> wishes = new HashMap<>();
        ClientProperties.fixedKeys().forEach(key -> wishes.put(key, "wish"));
        KafkaSettings settings = settings(wishes);
        assertThat(ClientProperties.producer(settings, 3)).doesNotContainValue("wish");
        assertThat(ClientProperties.reader(settings, "restore-3")).doesNotContainValue("wish");
        assertThat(ClientProperties.member(settings)).doesNotContainValue("wish");
        assertThat(ClientProperties.admin(settings)).doesNotContainValue("wish");
    }

    @Test
    void everythingElseCan() {
        KafkaSettings settings = settings(Map.of("linger.ms", "50", "security.protocol", "SSL", "my.own", "x"));
        assertThat(ClientProperties.producer(settings, 3))
                .containsEntry("linger.ms", "50")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("my.own", "x")
                .containsEntry("transactional.id", "cdrs-3");
        assertThat(ClientProperties.member(settings))
                .containsEntry("security.protocol", "SSL")
                .doesNotContainKey("linger.ms");
    }

    @Test
    void aClientGivesUpBeforeItsTransactionDoes() {
        assertThat(ClientProperties.writing(settings(Map.of())))
                .isEqualTo(Duration.ofSeconds(8))
                .isLessThan(Duration.ofMillis(ClientProperties.TRANSACTION_TIMEOUT_MS - ClientProperties.MAX_BLOCK_MS));
        assertThat(ClientProperties.writing(
                        settings(Map.of("transaction.timeout.ms", "60000", "max.block.ms", "9000"))))
                .isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void kafkaAcceptsThem() {
        Map<String, Object> properties = ClientProperties.producer(settings(Map.of("bootstrap.servers", "b:1")), 0);
        assertThat(new ProducerConfig(properties).getString("transactional.id")).isEqualTo("cdrs-0");
    }

    static KafkaSettings settings(Map<String, String> properties) {
        return new KafkaSettings(
                "cdrs",
                properties,
                "c",
                "s",
                "d",
                "e",
                8,
                (short) -1,
                EventTopics.of(4, Duration.ofDays(30)),
                true,
                Privacy.NONE,
                false);
    }
}
