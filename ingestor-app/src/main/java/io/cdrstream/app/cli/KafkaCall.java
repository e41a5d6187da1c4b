package io.cdrstream.app.cli;

import io.cdrstream.app.KafkaTrouble;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** Asks Kafka something on behalf of a command; what goes wrong becomes a sentence. */
@FunctionalInterface
interface KafkaCall<T> {

    T ask() throws ExecutionException, InterruptedException, Refused;

    static <T> T of(KafkaCall<T> call) throws Refused {
        try {
            return call.ask();
        } catch (ExecutionException | KafkaException e) {
            throw new Refused(ExitCode.KAFKA, KafkaTrouble.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(ExitCode.FAILED, KafkaTrouble.sentence(e));
        }
    }
}
