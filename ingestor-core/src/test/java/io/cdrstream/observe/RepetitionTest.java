package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RepetitionTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Repetition repetition = new Repetition(Duration.ofMinutes(1), nanos::get);
    private final List<Long> written = new ArrayList<>();

    @Test
    void theFirstSentenceIsWrittenAtOnceAndItsRepetitionsAreCounted() {
        say("a", 3);
        assertThat(written).containsExactly(0L);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        say("a", 1);
        assertThat(written).containsExactly(0L, 2L);
    }

    @Test
    void oneSubjectDoesNotSilenceAnother() {
        say("a", 1);
        say("b", 1);
        assertThat(written).containsExactly(0L, 0L);
    }

    @Test
    void aForgottenSubjectSpeaksAtOnce() {
        say("a", 2);
        repetition.forget("a");
        say("a", 1);
        assertThat(written).containsExactly(0L, 0L);
    }

    private void say(String subject, int times) {
        for (int i = 0; i < times; i++) {
            repetition.sparing(subject, written::add);
        }
    }
}
