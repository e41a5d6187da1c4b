package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer.Got;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamReaderTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(1));
    private static final CdrStream STREAM = new CdrStream(
            StreamId.of("acc1", "VERIFY-API", null),
            "acc1",
            ProductCatalogue.find("VERIFY-API"),
            Map.of(),
            "id",
            "cdr.verify-api",
            Duration.ZERO,
            START,
            null);

    private final StreamReader reader = new StreamReader(
            STREAM,
            new Progress(STREAM.id(), START, 0, List.of()),
            List.of(),
            Duration.ofSeconds(10),
            new Health(STREAM, 0),
            0,
            new FlowListener() {});

    @Test
    void aCommitThatIsHeardLateDoesNotMoveTheWatermarkBack() {
        Slice first = readSlice();
        Slice second = readSlice();
        Slice third = readSlice();
        reader.committed(second.to());

        reader.committed(first.to());

        assertThat(readSlice().from()).isEqualTo(third.to());
    }

    private Slice readSlice() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        assertThat(request).isNotNull();
        Page page = new Page(request, new byte[0], List.of(), List.of(), null, NOW);
        reader.answered(request, new Got(page, NOW), 0);
        return request.slice();
    }
}
