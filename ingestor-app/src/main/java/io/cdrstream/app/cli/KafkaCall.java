package io.cdrstream.app.cli;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks Kafka something on behalf of a command; what goes wrong becomes a sentence. */
@FunctionalInterface
interface KafkaCall<T> {

    T ask() throws ExecutionException, InterruptedException, Refused;

    static <T> T of(KafkaCall<T> call) throws Refused {
        try {
            return call.ask();
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        } catch (KafkaException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(ExitCode.FAILED, "interrupted");
        }
    }

    private static Refused refused(@Nullable Throwable e) {
        if (e instanceof TimeoutException) {
            return new Refused(ExitCode.KAFKA, "Kafka does not answer; is it running, and is bootstrap.servers right?");
        }
        if (e instanceof UnknownTopicOrPartitionException) {
            return new Refused(ExitCode.KAFKA, "the topic does not exist yet; cdrstream run creates it");
        }
        return new Refused(
                ExitCode.KAFKA, "Kafka cannot be asked: " + (e == null ? "no reason given" : e.getMessage()));
    }
}
