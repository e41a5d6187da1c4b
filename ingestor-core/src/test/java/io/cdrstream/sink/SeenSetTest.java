package io.cdrstream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenSetTest {

    @Test
    void agreesWithASetOfTheJdk() {
        Random random = new Random(3);
        SeenSet seen = new SeenSet();
        Set<Long> reference = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            long fingerprint = random.nextInt(4) == 0 ? random.nextInt(1000) : random.nextLong();
            assertThat(seen.add(fingerprint)).isEqualTo(reference.add(fingerprint));
        }

        assertThat(seen.size()).isEqualTo(reference.size());
        assertThat(reference).allMatch(seen::contains);
    }

    @Test
    void zeroIsAFingerprintLikeAnyOther() {
        SeenSet seen = new SeenSet();

        assertThat(seen.contains(0)).isFalse();
        assertThat(seen.add(0)).isTrue();
        assertThat(seen.add(0)).isFalse();
        assertThat(seen.contains(0)).isTrue();
        assertThat(seen.size()).isOne();
    }
}
