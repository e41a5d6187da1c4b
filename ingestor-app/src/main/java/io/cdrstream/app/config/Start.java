package io.cdrstream.app.config;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where a stream without a checkpoint begins. */
sealed interface Start {

    /** The instant in whole seconds; null = when the API is first asked. */
    @Nullable
    Instant at(Instant now);

    record Now() implements Start {
        @Override
        public @Nullable Instant at(Instant now) {
            return null;
        }
    }

    record Ago(Duration age) implements Start {
        @Override
        public Instant at(Instant now) {
            return now.minus(age).truncatedTo(ChronoUnit.SECONDS);
        }
    }

    record On(Instant instant) implements Start {
        @Override
        public Instant at(Instant now) {
            return instant.truncatedTo(ChronoUnit.SECONDS);
        }
    }
}
