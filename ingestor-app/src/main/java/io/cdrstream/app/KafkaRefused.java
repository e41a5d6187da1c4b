package io.cdrstream.app;

import java.util.List;
import java.util.stream.Collectors;

/** Kafka is there, but as it is set up we cannot keep our promise. Tells everything that stands in the way. */
public final class KafkaRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KafkaRefused(List<Verdict> verdicts, Throwable cause) {
        super(verdicts.stream().map(Verdict::toString).collect(Collectors.joining("\n")), cause);
    }
}
