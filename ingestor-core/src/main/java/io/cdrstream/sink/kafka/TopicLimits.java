package io.cdrstream.sink.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * The largest message that each topic takes, in bytes: what the producer may send and what the topic accepts, whichever
 * is less. Where we may not ask, the defaults of both.
 */
final class TopicLimits {

    private static final int PRODUCER_DEFAULT = 1024 * 1024;

    private final int producerLimit;
    private final Map<String, Integer> topicLimits;

    TopicLimits(KafkaSettings settings, Map<String, Integer> topicLimits) {
        this.producerLimit = producerLimit(settings);
        this.topicLimits = topicLimits;
    }

    static TopicLimits ask(Admin admin, KafkaSettings settings, Set<String> topics)
            throws ExecutionException, InterruptedException {
        Set<ConfigResource> asked = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .collect(Collectors.toSet());
        Map<String, Integer> found = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer :
                admin.describeConfigs(asked).values().entrySet()) {
            @Nullable Integer limit = limit(answer.getValue());
            if (limit != null) {
                found.put(answer.getKey().name(), limit);
            }
        }
        return new TopicLimits(settings, found);
    }

    private static @Nullable Integer limit(KafkaFuture<Config> answer) throws ExecutionException, InterruptedException {
        try {
            ConfigEntry entry = answer.get().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            return entry == null ? null : Integer.valueOf(entry.value());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return null;
            }
            throw e;
        }
    }

    static int producerLimit(KafkaSettings settings) {
        String limit = settings.properties().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return limit == null ? PRODUCER_DEFAULT : Integer.parseInt(limit.trim());
    }

    int of(String topic) {
        return Math.min(producerLimit, topicLimits.getOrDefault(topic, PRODUCER_DEFAULT));
    }
}
