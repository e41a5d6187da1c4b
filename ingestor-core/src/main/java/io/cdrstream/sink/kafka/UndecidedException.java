package io.cdrstream.sink.kafka;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Committed messages cannot be read on: for longer than a transaction may last, one before them has had no end. */
final class UndecidedException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    UndecidedException(TopicPartition partition, long position, long end) {
        super(partition + " cannot be read beyond offset " + position + " of " + end
                + "; if that stays so, a transaction hangs there: docs/runbook.md, commit failures");
    }
}
