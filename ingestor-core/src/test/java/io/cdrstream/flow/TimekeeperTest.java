package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.plan.ApiClock;
import io.cdrstream.source.ApiDate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class TimekeeperTest {

    private static final Instant WALL = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final Timekeeper time = new Timekeeper(Schedulers.immediate(), nanos::get, new ApiClock(WALL, 0, 1));

    @Test
    void aDateCountsFromTheMomentItWasHeardNotFromWhenItsPageWasWhole() {
        long heard = Duration.ofSeconds(1).toNanos();
        nanos.set(Duration.ofSeconds(3).toNanos());

        time.observe(new ApiDate(WALL.plusSeconds(1).plusMillis(300), heard));

        assertThat(time.apiTime()).isEqualTo(WALL.plusSeconds(3).plusMillis(300));
    }
}
