package io.cdrstream.laws;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Decimals;
import io.cdrstream.model.Revision;
import io.cdrstream.model.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/** An event in the log. */
record Published(StreamId stream, Cdr cdr, Revision revision) {

    String key() {
        return Shown.key(stream, cdr.id());
    }

    Instant time() {
        return Objects.requireNonNull(cdr.eventTime());
    }

    /** What the event's header adds to the sum over the topic; zero if it has none. */
    BigDecimal chargeDelta() {
        BigDecimal before = revision.chargeBefore() == null ? BigDecimal.ZERO : revision.chargeBefore();
        return cdr.charge() == null
                ? BigDecimal.ZERO
                : Objects.requireNonNull(Decimals.of(cdr.charge())).subtract(before);
    }

    String currency() {
        return String.valueOf(cdr.content().currency());
    }
}
