package io.cdrstream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    private static final byte[] KEY = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private final Fingerprints fingerprints = new Fingerprints(KEY);

    /**
     * The reference: the message 00 01 … 0e under the key 00 01 … 0f. Here it follows a word of eight bytes 00 … 07.
     */
    @Test
    void isSipHash24() {
        byte[] message = {8, 9, 10, 11, 12, 13, 14};

        assertThat(fingerprints.of(message, 0, 7, 0x07060504, 0x03020100)).isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void theEmptyTextIsSipHashOfNothing() {
        assertThat(fingerprints.id("")).isEqualTo(0x726fdb47dd0e0e31L);
    }

    @Test
    void everyCharacterCounts() {
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length < 200; length++) {
            seen.add(fingerprints.id("a".repeat(length)));
            seen.add(fingerprints.id("a".repeat(length) + "b"));
        }

        assertThat(seen).hasSize(400);
    }

    @Test
    void anotherKeyGivesOtherFingerprints() {
        assertThat(new Fingerprints(new byte[16]).id("cdr")).isNotEqualTo(fingerprints.id("cdr"));
    }

    @Test
    void bytesAtAnotherPlaceAreSomethingElse() {
        byte[] bad = "42".getBytes(StandardCharsets.UTF_8);

        assertThat(fingerprints.of(bad, 0, 2, 0, 1)).isNotEqualTo(fingerprints.of(bad, 0, 2, 0, 2));
        assertThat(fingerprints.of(bad, 0, 2, 0, 1)).isNotEqualTo(fingerprints.of(bad, 0, 2, 1, 1));
    }
}
