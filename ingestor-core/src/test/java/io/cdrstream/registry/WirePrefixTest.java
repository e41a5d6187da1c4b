package io.cdrstream.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WirePrefixTest {

    @Test
    void aZeroThenTheIdBigEndFirst() {
        assertThat(WirePrefix.of(1)).containsExactly(0, 0, 0, 0, 1);
        assertThat(WirePrefix.of(0x01020304)).containsExactly(0, 1, 2, 3, 4);
        assertThat(WirePrefix.of(Integer.MAX_VALUE)).containsExactly(0, 0x7f, 0xff, 0xff, 0xff);
    }
}
