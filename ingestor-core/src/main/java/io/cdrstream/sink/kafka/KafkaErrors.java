package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.SessionLost.Meaning.BROKEN;
import static io.cdrstream.sink.SessionLost.Meaning.FENCED;
import static io.cdrstream.sink.SessionLost.Meaning.RETRY;

import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.SessionLost.Meaning;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The one place that knows what an error of Kafka means: three meanings, each with a sentence for the operator. Every
 * one of them ends the session; what is not listed is worth a new one.
 */
final class KafkaErrors {

    private static final List<Entry> ENTRIES = List.of(
            new Entry(ProducerFencedException.class, FENCED, "another session of this task was opened"),
            new Entry(
                    InvalidProducerEpochException.class,
                    FENCED,
                    "another session of this task was opened, or our own transaction timed out"),
            new Entry(InvalidTxnStateException.class, FENCED, "our transaction was ended without us"),
            new Entry(AuthorizationException.class, BROKEN, "Kafka does not allow it"),
            new Entry(AuthenticationException.class, BROKEN, "Kafka does not accept our credentials"),
            new Entry(ConfigException.class, BROKEN, "a Kafka property is wrong"),
            new Entry(
                    InvalidTxnTimeoutException.class,
                    BROKEN,
                    "kafka.transaction.timeout.ms is more than the broker's transaction.max.timeout.ms"),
            new Entry(InvalidConfigurationException.class, BROKEN, "a setting of the broker stands against it"),
            new Entry(InvalidTopicException.class, BROKEN, "the topic does not exist or its name is not allowed"),
            new Entry(PolicyViolationException.class, BROKEN, "a policy of the cluster stands against it"),
            new Entry(UnsupportedVersionException.class, BROKEN, "the broker is too old"),
            // a new session asks for the limits again
            new Entry(RecordTooLargeException.class, RETRY, "a topic's limit was lowered while we ran"),
            new Entry(
                    InvalidTimestampException.class,
                    RETRY,
                    "a topic's bounds of time were narrowed while we ran, or we may not describe them"),
            new Entry(UnknownTopicOrPartitionException.class, RETRY, "a topic is missing"),
            new Entry(TimeoutException.class, RETRY, "Kafka does not answer in time"));

    private KafkaErrors() {}

    /** @param doing what was under way: "opening task 3" */
    static SessionLost lost(String doing, Throwable error) {
        if (error instanceof SessionLost lost) {
            return lost;
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            for (Entry entry : ENTRIES) {
                if (entry.type.isInstance(cause)) {
                    return new SessionLost(entry.meaning, sentence(doing, entry.sentence, cause), error);
                }
            }
        }
        boolean isKafkas = error instanceof KafkaException || error instanceof ExecutionException;
        return isKafkas
                ? new SessionLost(RETRY, sentence(doing, "Kafka could not do it", root(error)), error)
                : new SessionLost(
                        BROKEN,
                        doing + ": an error of this program: "
                                + error.getClass().getName() + place(error),
                        error);
    }

    /** Where it happened; its message might hold what nobody may read (I6). */
    private static String place(Throwable error) {
        return error.getStackTrace().length == 0 ? "" : " at " + error.getStackTrace()[0];
    }

    private static Throwable root(Throwable error) {
        Throwable cause = error.getCause();
        return cause instanceof ApiException || (error instanceof ExecutionException && cause != null) ? cause : error;
    }

    private static String sentence(String doing, String sentence, Throwable cause) {
        return doing + ": " + sentence + " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")";
    }

    private record Entry(Class<? extends Throwable> type, Meaning meaning, String sentence) {}
}
