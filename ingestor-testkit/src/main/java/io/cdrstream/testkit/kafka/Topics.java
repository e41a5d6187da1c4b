package io.cdrstream.testkit.kafka;

import io.cdrstream.testkit.process.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A broker's topics, for tests.
 *
 * <p>A topic is there when {@code create} returns: the controller answers before the broker has heard of it, so the
 * broker is asked too.
 */
public final class Topics implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Admin admin;

    public Topics(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Creates a topic with the broker's defaults. */
    public void create(String topic, int partitions) {
        create(topic, partitions, Map.of());
    }

    public void create(String topic, int partitions, Map<String, String> settings) {
        NewTopic created = new NewTopic(topic, partitions, (short) 1).configs(settings);
        settled(admin.createTopics(List.of(created)).all());
        Deadline deadline = Deadline.in(LIMIT);
        while (!settled(admin.listTopics().names()).contains(topic)) {
            deadline.pause("for topic " + topic);
        }
    }

    /** Returns when the broker has heard that the topic is gone. */
    public void delete(String topic) {
        settled(admin.deleteTopics(List.of(topic)).all());
        Deadline deadline = Deadline.in(LIMIT);
        while (settled(admin.listTopics().names()).contains(topic)) {
            deadline.pause("for the end of topic " + topic);
        }
    }

    /** Changes a setting of a topic; returns when the broker has heard of it. */
    public void set(String topic, String name, String value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
        settled(admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all());
        Deadline deadline = Deadline.in(LIMIT);
        while (!hasSetting(resource, name, value)) {
            deadline.pause("for " + name + " of topic " + topic);
        }
    }

    private boolean hasSetting(ConfigResource topic, String name, String value) {
        return settled(admin.describeConfigs(List.of(topic)).all()).values().stream()
                .anyMatch(config -> value.equals(config.get(name).value()));
    }

    /** The topics whose whole name matches. */
    public Set<String> matching(Pattern names) {
        return settled(admin.listTopics().names()).stream()
                .filter(names.asMatchPredicate())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T settled(KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker did not do what was asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }
}
