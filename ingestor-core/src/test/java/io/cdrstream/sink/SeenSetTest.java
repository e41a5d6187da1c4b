package io.cdrstream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeenSetTest {

    @Test
    void agreesWithAMapOfTheJdk() {
        Random random = new Random(3);
        SeenSet seen = new SeenSet();
        Map<Long, Fingerprint> reference = new HashMap<>();
        boolean isSame = true;
        for (int i = 0; i < 20_000; i++) {
            long id = random.nextInt(4) == 0 ? 1 + random.nextInt(1000) : random.nextLong() | 1;
            Fingerprint print = new Fingerprint(id, random.nextLong(), random.nextInt(), random.nextInt());
            isSame &= Objects.equals(seen.get(id), reference.get(id));
            seen.put(print, true);
            reference.put(id, print);
        }

        assertThat(isSame).isTrue();
        assertThat(seen.size()).isEqualTo(reference.size());
        assertThat(reference.values()).allMatch(print -> print.equals(seen.get(print.id())));
        assertThat(seen.own()).hasSize(reference.size());
    }

    @Test
    void neighboursComeAlongAndAreNotOwn() {
        SeenSet seen = new SeenSet();
        Fingerprint mine = new Fingerprint(1, 0, 0, 0);
        Fingerprint other = new Fingerprint(2, 0, 0, 0);
        seen.putAll(Stream.of(mine, other).toArray(Fingerprint[]::new), false);
        seen.put(mine, true);
        seen.put(mine, false);

        assertThat(seen.own()).containsExactly(mine);
        assertThat(seen.get(2)).isEqualTo(other);
    }
}
