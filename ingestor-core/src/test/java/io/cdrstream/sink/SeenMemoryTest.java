package io.cdrstream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Slice;
import io.cdrstream.sink.kafka.Pages;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenMemoryTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    private final SeenMemory memory = new SeenMemory(10);

    @Test
    void whatWasNeededLastStaysWithinTheBound() {
        OpenSlice first = open(0, 4);
        OpenSlice second = open(1, 4);
        memory.used(first);

        OpenSlice third = open(2, 4);

        assertThat(List.of(first, third)).allMatch(open -> open.seen() != null);
        assertThat(second.seen()).isNull();
    }

    @Test
    void aSliceThatIsLargerThanTheBoundStaysAlone() {
        OpenSlice small = open(0, 1);
        OpenSlice large = open(1, 11);

        assertThat(small.seen()).isNull();
        assertThat(large.seen()).isNotNull();
    }

    @Test
    void aSliceThatIsDoneMakesRoom() {
        OpenSlice first = open(0, 5);
        OpenSlice second = open(1, 5);
        second.advance(null, false, 5);
        memory.used(second);

        open(2, 5);

        assertThat(first.seen()).isNotNull();
    }

    private OpenSlice open(int hour, int size) {
        Slice slice = new Slice(T0.plusSeconds(3600L * hour), T0.plusSeconds(3600L * (hour + 1)));
        OpenSlice open = OpenSlice.fresh(new PageRequest(Pages.stream("t"), slice, null), T0);
        SeenSet seen = new SeenSet();
        for (int id = 1; id <= size; id++) {
            seen.put(new Fingerprint(id, 0, 0, 0), true);
        }
        open.seen(seen);
        memory.used(open);
        return open;
    }
}
