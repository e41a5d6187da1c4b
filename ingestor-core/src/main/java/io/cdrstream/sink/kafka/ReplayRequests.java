package io.cdrstream.sink.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others ask a task to publish again, in the order in which they asked. Never waits: what has not arrived yet is
 * there the next time. Where it goes on after a restart stands in the checkpoints, not in a group.
 */
final class ReplayRequests implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRequests.class);

    /** Each may bring a letter of several megabytes. */
    private static final int AT_ONCE = 20;

    private final Consumer<byte[], byte[]> consumer;
    private boolean isForbidden;

    /** @param from the offset after the last request that was settled */
    ReplayRequests(TaskScope scope, long from) {
        Map<String, Object> properties = ClientProperties.reader(scope.settings(), "replays-" + scope.task());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        this.consumer = new KafkaConsumer<>(properties);
        consumer.assign(Set.of(scope.replays()));
        consumer.seek(scope.replays(), from);
    }

    /**
     * @param letter null if the request is none, or cannot be read
     * @param next offset of the one after it
     */
    record Request(@Nullable LetterPlace letter, long next) {}

    /** Those that have arrived; none if we may not read them, since events do not depend on it. */
    List<Request> next() {
        List<Request> requests = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ZERO)) {
                requests.add(new Request(letter(message), message.offset() + 1));
            }
        } catch (AuthorizationException e) {
            if (!isForbidden) {
                LOG.warn(
                        "dead letters cannot be asked for: {}; cdrstream check names the missing right",
                        e.getMessage());
            }
            isForbidden = true;
        }
        return requests;
    }

    private static @Nullable LetterPlace letter(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return null;
        }
        try {
            return LetterPlace.parse(Json.parse(message.value()).text("letter"));
        } catch (RuntimeException e) {
            LOG.warn(
                    "what stands at offset {} of {}-{} is no request for a replay; it is passed over",
                    message.offset(),
                    message.topic(),
                    message.partition());
            return null;
        }
    }

    /**
     * Asks for nothing: who reads it commits that it has, and so notices that its session is over, however idle it is.
     */
    static ProducerRecord<byte[], byte[]> wake(TaskScope scope) {
        return new ProducerRecord<>(scope.replays().topic(), scope.replays().partition(), null, null);
    }

    static byte[] encode(LetterPlace letter) {
        return Json.write(json -> json.writeStringField("letter", letter.toString()));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
