package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.acl.AclOperation.READ;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.SessionLost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Sees to it that the topics are as the guarantee needs them, before anything is read. What is missing it creates; what
 * is there and wrong it never changes, but refuses with the command that mends it.
 */
public final class KafkaTopics {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int PATIENCE = 50;

    private final KafkaSettings settings;
    private final InstantSource clock;

    public KafkaTopics(KafkaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Waits for Kafka, creates what is missing, verifies everything; begins anew if Kafka goes away meanwhile. Delivers
     * warnings that do not stand in the way.
     *
     * <p>Fails with {@link TopicsRefused}.
     */
    public Mono<List<Finding>> prepare(List<CdrStream> streams) {
        return OwnThread.call("kafka-topics", () -> {
            while (true) {
                try (Cluster cluster = await()) {
                    return prepare(cluster, new TopicPlan(settings, streams, clock.instant()));
                } catch (SessionLost e) {
                    throw new TopicsRefused(List.of(unreadable(e)));
                } catch (ExecutionException | KafkaException e) {
                    refuseLasting(e);
                    waiting(e); // safe because a topic that was created without our hearing of it is found next time
                }
            }
        });
    }

    private List<Finding> prepare(Cluster cluster, TopicPlan plan) throws ExecutionException, InterruptedException {
        Map<String, TopicFacts> before = facts(cluster, plan);
        @Nullable TopicFacts checkpoints = before.get(settings.checkpoints());
        if (checkpoints != null) {
            refuseErrors(new Authorisations(settings).toRead(checkpoints));
        }
        refuseErrors(findings(cluster, plan, before)); // before anything is created
        if (checkpoints != null) {
            refuseErrors(lost(cluster, checkpoints));
        }
        if (settings.createTopics()) {
            createMissing(cluster, plan);
        }
        Map<String, TopicFacts> facts = facts(cluster, plan);
        refuseErrors(hidden(plan, facts));
        return refuseErrors(findings(cluster, plan, facts));
    }

    /** Those that cannot be seen even now, after they were created, or found to exist. */
    private List<Finding> hidden(TopicPlan plan, Map<String, TopicFacts> facts) {
        return plan.topics().stream()
                .map(WantedTopic::name)
                .filter(topic -> settings.createTopics() && !facts.containsKey(topic))
                .map(topic -> Finding.error(
                        "topic " + topic,
                        "exists, and we may not describe it.",
                        new Commands(settings).allow("Describe", "--topic " + topic)))
                .toList();
    }

    /**
     * All findings, authorisations included, and what each event topic does in words; changes nothing and waits for
     * nobody.
     */
    public Mono<List<Finding>> check(List<CdrStream> streams) {
        return OwnThread.call("kafka-topics", () -> {
            try (Cluster cluster = new Cluster(settings)) {
                cluster.reach();
                TopicPlan plan = new TopicPlan(settings, streams, clock.instant());
                Map<String, TopicFacts> facts = facts(cluster, plan);
                List<Finding> findings = new ArrayList<>(findings(cluster, plan, facts));
                findings.addAll(new Authorisations(settings).findings(cluster.admin(), plan.topics(), facts));
                findings.addAll(new EventTopicsInWords(settings, plan, facts).findings());
                findings.addAll(stored(cluster, facts, streams));
                return findings;
            } catch (ExecutionException | KafkaException e) {
                return List.of(unreachable(e));
            }
        });
    }

    /** What the checkpoints tell, as far as we may read them: if not, a right is missing, and that has been said. */
    private List<Finding> stored(Cluster cluster, Map<String, TopicFacts> facts, List<CdrStream> streams)
            throws ExecutionException, InterruptedException {
        @Nullable TopicFacts checkpoints = facts.get(settings.checkpoints());
        if (checkpoints == null || !checkpoints.permits(READ)) {
            return List.of();
        }
        try {
            List<Finding> findings = new ArrayList<>(lost(cluster, checkpoints));
            findings.addAll(
                    new ChangedStreams(settings, clock).findings(cluster.admin(), streams, checkpoints.partitions()));
            return findings;
        } catch (SessionLost e) {
            return List.of(unreadable(e));
        }
    }

    private List<Finding> lost(Cluster cluster, TopicFacts checkpoints)
            throws ExecutionException, InterruptedException {
        return new LostSeenTopic(settings, clock).findings(cluster, checkpoints.partitions());
    }

    private Finding unreadable(SessionLost e) {
        return Finding.error(
                "topic " + settings.checkpoints(),
                "holds what this version cannot read: " + e.getMessage() + ".",
                "run the version that wrote it, or restore the topic");
    }

    private static List<Finding> refuseErrors(List<Finding> findings) {
        if (findings.stream().anyMatch(Finding::isError)) {
            throw new TopicsRefused(findings);
        }
        return findings;
    }

    private List<Finding> findings(Cluster cluster, TopicPlan plan, Map<String, TopicFacts> facts)
            throws ExecutionException, InterruptedException {
        @Nullable TopicFacts checkpoints = facts.get(settings.checkpoints());
        OptionalInt tasks = checkpoints == null || !checkpoints.permits(READ)
                ? OptionalInt.empty()
                : cluster.tasksAtCreation(checkpoints);
        return new TopicChecks(settings, plan, facts, tasks).findings();
    }

    private static Map<String, TopicFacts> facts(Cluster cluster, TopicPlan plan)
            throws ExecutionException, InterruptedException {
        return cluster.topics(plan.topics().stream().map(WantedTopic::name).toList());
    }

    private static void createMissing(Cluster cluster, TopicPlan plan) throws ExecutionException, InterruptedException {
        Map<String, TopicFacts> there = facts(cluster, plan);
        for (WantedTopic topic : plan.topics()) {
            if (!there.containsKey(topic.name())) {
                LOG.info("creates topic {} with {} partitions, {}", topic.name(), topic.partitions(), topic.config());
                cluster.create(topic);
            }
        }
        for (int i = 0;
                i < PATIENCE && facts(cluster, plan).size() < plan.topics().size();
                i++) {
            pause(Duration.ofMillis(100)); // a broker may hear of a new topic later than the controller
        }
    }

    /** Waits until somebody answers. Kafka may come later than we do. */
    private Cluster await() throws InterruptedException {
        while (true) {
            @Nullable Cluster cluster = null;
            try {
                cluster = new Cluster(settings);
                cluster.reach();
                return cluster;
            } catch (ExecutionException | KafkaException e) {
                if (cluster != null) {
                    cluster.close();
                }
                refuseHopeless(e, cluster == null);
                waiting(e);
            }
        }
    }

    private void waiting(Exception e) throws InterruptedException {
        LOG.info("Kafka at {} cannot be reached: {}; waiting", ClientProperties.bootstrap(settings), reason(e));
        pause(PAUSE);
    }

    /** Of a Kafka that was reached: what does not pass by itself, such as a right that is missing. */
    private void refuseLasting(Exception e) {
        if (!(e instanceof RetriableException) && !(e.getCause() instanceof RetriableException)) {
            throw new TopicsRefused(List.of(Finding.error(
                    "Kafka at " + ClientProperties.bootstrap(settings),
                    "does not let us prepare the topics: " + reason(e),
                    "mend what Kafka says; if a right is missing, cdrstream check says which")));
        }
    }

    /** @param isUnmade whether there is no client at all; a name may be resolved later, and a login server come back */
    private void refuseHopeless(Exception e, boolean isUnmade) {
        boolean mayPass = reason(e).contains("resolvable") || innermost(e) instanceof LoginException;
        boolean isWrong = e.getCause() instanceof AuthenticationException || isUnmade && !mayPass;
        if (isWrong || e instanceof InterruptException) {
            throw new TopicsRefused(List.of(unreachable(e)));
        }
    }

    private Finding unreachable(Exception e) {
        return Finding.error(
                "Kafka at " + ClientProperties.bootstrap(settings),
                "cannot be used: " + reason(e) + ".",
                "look at the Kafka properties: bootstrap.servers, the security settings, or what the sentence names");
    }

    /**
     * The innermost, which says most: of a client that cannot be made the outer ones say only that. Not where it may
     * quote a secret.
     */
    private static String reason(Exception e) {
        Throwable cause = innermost(e);
        if (cause instanceof TimeoutException) {
            return "no answer in time";
        }
        String said = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        return said.contains("JAAS config") ? "sasl.jaas.config is not as Kafka wants it" : said;
    }

    private static Throwable innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof TimeoutException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static void pause(Duration pause) throws InterruptedException {
        LockSupport.parkNanos(pause.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException("told to stop waiting for Kafka");
        }
    }
}
