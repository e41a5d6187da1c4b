package io.cdrstream.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class KafkaModeTest {

    @Test
    void everyModeIsFoundByTheNameThatItPrints() {
        assertThat(KafkaMode.values()).allMatch(mode -> KafkaMode.named(mode.toString()) == mode);
    }

    @Test
    void anUnknownModeIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaMode.named("podman"))
                .withMessage("cdrstream.kafka is one of [embedded, forked, docker], not podman");
    }
}
