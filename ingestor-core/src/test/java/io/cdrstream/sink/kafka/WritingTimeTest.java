package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.sink.SessionLost;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WritingTimeTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
    private final WritingTime writing = new WritingTime(Duration.ofSeconds(8), nanos::get);

    @Test
    void aGroupThatIsWrittenTooSlowlyEndsByATimeoutOfOurOwn() {
        writing.begin();
        pass(8000);
        writing.check();
        pass(1);
        assertThatThrownBy(writing::check).satisfies(thrown -> assertThat(
                        KafkaErrors.lost("committing task 3", thrown).meaning())
                .isEqualTo(SessionLost.Meaning.RETRY));
    }

    @Test
    void everyTransactionHasItsOwnTime() {
        writing.begin();
        pass(7000);
        writing.begin();
        pass(7000);
        writing.check();
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
