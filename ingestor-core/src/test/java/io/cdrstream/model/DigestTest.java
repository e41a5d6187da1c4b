package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void isTheBeginningOfTheTextsSha256() {
        assertThat(Digest.hex("abc", 64)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digest.hex("abc", 5)).isEqualTo("ba781");
    }
}
