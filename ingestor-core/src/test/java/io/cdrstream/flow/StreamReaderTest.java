package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamReaderTest {

    private static final Instant NOW = Pages.START.plus(Duration.ofDays(1));

    private final CdrStream stream = Pages.stream("cdr.sms");
    private final StreamReader reader = new StreamReader(
            stream,
            new Progress(stream.id(), Pages.START, 0, List.of()),
            List.of(),
            Duration.ofSeconds(10),
            new Health(stream, 0),
            0,
            new FlowListener() {});

    @Test
    void aCommitThatIsHeardOfLateMovesNothingBack() {
        PageRequest first = readOneSlice();
        PageRequest second = readOneSlice();
        assertThat(second.slice().from()).isEqualTo(first.slice().to());

        reader.committed(second.slice().to());
        reader.committed(first.slice().to());

        PageRequest third = readOneSlice();
        assertThat(third.slice().from()).isEqualTo(second.slice().to());
    }

    private PageRequest readOneSlice() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        assertThat(request).isNotNull();
        reader.answered(request, new Answer.Got(Pages.page(stream, request.slice(), null, null, "a"), NOW), 0);
        return request;
    }
}
