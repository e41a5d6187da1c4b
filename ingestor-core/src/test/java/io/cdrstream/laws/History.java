package io.cdrstream.laws;

import static java.util.Comparator.comparing;

import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The CDRs of one stream, in the order in which the API pages through them: youngest first. */
final class History {

    private final List<Life> lives;
    private final Map<String, Life> byId = new HashMap<>();

    History(List<Life> lives) {
        this.lives = lives.stream()
                .sorted(comparing(Life::time).reversed().thenComparing(Life::id))
                .toList();
        for (Life life : lives) {
            if (byId.put(life.id(), life) != null) {
                throw new IllegalArgumentException("two CDRs have the id " + life.id());
            }
        }
    }

    /** Bursts, silences, and always records exactly on the first and last second; all there at once, for good. */
    static History random(Random random, Instant from, Instant to, int size) {
        long seconds = to.getEpochSecond() - from.getEpochSecond();
        List<Life> lives = new ArrayList<>();
        lives.add(Life.still("first", from));
        lives.add(Life.still("last", to.minusSeconds(1)));
        for (int i = 0; i < size; i++) {
            long burst = seconds * (1 + random.nextInt(5)) / 7;
            long second = random.nextBoolean() ? burst : (long) (random.nextDouble() * seconds);
            lives.add(Life.still("cdr-" + i, from.plusSeconds(second)));
        }
        return new History(lives);
    }

    /** CDRs that come late and change, as the traffic has it. */
    static History late(Random random, Instant from, Instant to, Traffic traffic) {
        return new History(traffic.lives(random, from, to));
    }

    List<Life> lives() {
        return lives;
    }

    /** Null if there never is such a CDR. */
    @Nullable
    Life life(String id) {
        return byId.get(id);
    }

    /** What is filed under the slice, whether or not the API shows it yet. */
    List<Life> in(Slice slice) {
        return lives.subList(firstBefore(slice.to()), firstBefore(slice.from()));
    }

    /** What the API shows of a slice at a moment. */
    List<Life> in(Slice slice, Instant asOf) {
        return in(slice).stream()
                .filter(life -> !life.visibleFrom().isAfter(asOf))
                .toList();
    }

    List<Life> before(Instant time) {
        return lives.subList(firstBefore(time), lives.size());
    }

    /** Place of the youngest record that is older than this. */
    private int firstBefore(Instant time) {
        int low = 0;
        int high = lives.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (lives.get(middle).time().isBefore(time)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
