package io.cdrstream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkIndexTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void eightSmallNeighboursAreMerged() {
        ChunkIndex index = new ChunkIndex(chunks(8, 10));

        assertThat(index.mergeable(List.of())).hasSize(8);
    }

    @Test
    void chunksOfWhatIsBeingReadStayAsTheyAre() {
        ChunkIndex index = new ChunkIndex(chunks(8, 10));

        assertThat(index.mergeable(List.of(minute(3)))).isEmpty();
    }

    @Test
    void neighboursThatALaterChunkOverlapsAreMergedWithItOrNotAtAll() {
        List<ChunkRef> chunks = chunks(8, 10);
        ChunkIndex index = new ChunkIndex(chunks);
        ChunkRef wide = new ChunkRef("s", 99, 0, 1, new Slice(T0.plusSeconds(450), T0.plusSeconds(7200)));
        index.add(wide);

        assertThat(index.mergeable(List.of())).contains(wide).containsAll(chunks);
    }

    @Test
    void largeChunksAreLeftAlone() {
        assertThat(new ChunkIndex(chunks(16, 4000)).mergeable(List.of())).isEmpty();
    }

    @Test
    void itLooksOnlyWhenThereIsEnoughThatIsNew() {
        ChunkIndex index = new ChunkIndex(chunks(3, 10));
        assertThat(index.mergeable(List.of())).isEmpty();
        chunks(8, 10).subList(3, 8).forEach(index::add);

        assertThat(index.mergeable(List.of())).isEmpty(); // five are too few to look again
    }

    private static List<ChunkRef> chunks(int number, int size) {
        return IntStream.range(0, number)
                .mapToObj(i -> new ChunkRef("s", i, 0, size, minute(i)))
                .toList();
    }

    private static Slice minute(int number) {
        return new Slice(T0.plusSeconds(60L * number), T0.plusSeconds(60L * number + 60));
    }
}
