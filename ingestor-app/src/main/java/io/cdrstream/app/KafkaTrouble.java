package io.cdrstream.app;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Why Kafka could not be asked, in one sentence. */
public final class KafkaTrouble {

    private KafkaTrouble() {}

    public static String sentence(Throwable e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof TimeoutException) {
            return "Kafka does not answer; is it running, and is bootstrap.servers right?";
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "the topic does not exist yet; cdrstream run creates it";
        }
        if (cause instanceof InterruptedException || cause instanceof InterruptException) {
            return "interrupted";
        }
        return "Kafka cannot be asked: " + (cause.getMessage() == null ? "no reason given" : cause.getMessage());
    }
}
