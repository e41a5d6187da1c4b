package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredStreamTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofHours(1));
    private static final PassPlan PLAN =
            new PassPlan(Duration.ofMinutes(1), List.of(Revisit.of(Duration.ofHours(2))), List.of(), Duration.ZERO);

    @Test
    void isAtItsEndWhenEveryPassThatIsDueThereHasReadUpToIt() {
        Instant beforeRevisit = END.plus(Duration.ofHours(1));
        Instant afterRevisit = END.plus(Duration.ofHours(2));

        assertThat(at(END, BEGIN).isAtEnd(beforeRevisit)).isTrue();
        assertThat(at(END, BEGIN).isAtEnd(afterRevisit)).isFalse();
        assertThat(at(END, END).isAtEnd(afterRevisit)).isTrue();
        assertThat(at(END.minusSeconds(1), BEGIN).isAtEnd(beforeRevisit)).isFalse();
    }

    @Test
    void whatHasNoEndOrWasNeverReadIsNotThere() {
        assertThat(new StoredStream(stream(null), at(END, END).progress(), null).isAtEnd(END))
                .isFalse();
        assertThat(new StoredStream(stream(END), null, null).isAtEnd(END)).isFalse();
    }

    private static StoredStream at(Instant first, Instant revisit) {
        Reached reached = new Reached(BEGIN, List.of(first, revisit), revisit, BEGIN, 1, null);
        CdrStream stream = stream(END);
        Progress progress = new Progress(stream.id(), reached, List.of(), List.of(), List.of(), List.of());
        return new StoredStream(stream, progress, END);
    }

    private static CdrStream stream(@Nullable Instant end) {
        return new CdrStream(
                StreamId.of("abcd1234", "SMS", Direction.OUTBOUND),
                "abcd1234",
                ProductCatalogue.find("SMS"),
                Map.of(),
                "id",
                "cdr.sms",
                EventFormat.JSON,
                PLAN,
                BEGIN,
                end);
    }
}
