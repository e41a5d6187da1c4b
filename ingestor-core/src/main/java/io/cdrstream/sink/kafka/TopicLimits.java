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
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * What each topic refuses, asked once a session; of messages also what the producer may send, whichever is less. Where
 * we may not ask, the defaults of both.
 */
final class TopicLimits {

    private static final int PRODUCER_DEFAULT = 1024 * 1024;

    private final int producerLimit;
    private final Map<String, TopicLimit> topicLimits;

    TopicLimits(KafkaSettings settings, Map<String, TopicLimit> topicLimits) {
        this.producerLimit = producerLimit(settings);
        this.topicLimits = topicLimits;
    }

    static TopicLimits ask(Admin admin, KafkaSettings settings, Set<String> topics)
            throws ExecutionException, InterruptedException {
        Set<ConfigResource> asked = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .collect(Collectors.toSet());
        Map<String, TopicLimit> found = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer :
                admin.describeConfigs(asked).values().entrySet()) {
            found.put(answer.getKey().name(), limit(answer.getValue()));
        }
        return new TopicLimits(settings, found);
    }

    private static TopicLimit limit(KafkaFuture<Config> answer) throws ExecutionException, InterruptedException {
        try {
            return TopicLimit.of(answer.get().entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return TopicLimit.DEFAULT;
            }
            throw e;
        }
    }

    static int producerLimit(KafkaSettings settings) {
        String limit = settings.properties().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return limit == null ? PRODUCER_DEFAULT : Integer.parseInt(limit.trim());
    }

    TopicLimit of(String topic) {
        return topicLimits.getOrDefault(topic, TopicLimit.DEFAULT).atMost(producerLimit);
    }
}
