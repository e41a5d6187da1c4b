package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.cdrstream.sink.kafka.WantedTopic.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** What we are not allowed to do and would need to: asked or, as for topics that are not there, rehearsed. Blocks. */
final class Authorisations {

    private final KafkaSettings settings;
    private final Commands commands;
    private final List<Finding> findings = new ArrayList<>();

    Authorisations(KafkaSettings settings) {
        this.settings = settings;
        this.commands = new Commands(settings);
    }

    List<Finding> findings(Admin admin, List<WantedTopic> wanted, Map<String, TopicFacts> facts)
            throws ExecutionException, InterruptedException {
        for (WantedTopic topic : wanted) {
            TopicFacts found = facts.get(topic.name());
            if (found != null) {
                topic(found, topic.role() == Role.EVENTS ? Set.of(WRITE) : Set.of(READ, WRITE));
            } else if (settings.createTopics()) {
                creation(admin, topic);
            }
        }
        group(admin);
        transactionalId(admin);
        return findings;
    }

    /** Whether we may read this one, without which nothing else can be said. */
    List<Finding> toRead(TopicFacts topic) {
        topic(topic, Set.of(READ));
        return findings;
    }

    private void topic(TopicFacts topic, Set<AclOperation> needed) {
        needed.stream()
                .filter(operation -> !topic.permits(operation))
                .forEach(operation -> deny("topic " + topic.name(), name(operation), "--topic " + topic.name()));
    }

    /** Of a topic that may exist too, and we may not know of. */
    private void creation(Admin admin, WantedTopic topic) throws ExecutionException, InterruptedException {
        try {
            CreateTopicsOptions rehearsal = new CreateTopicsOptions().validateOnly(true);
            admin.createTopics(List.of(topic.create()), rehearsal).all().get();
        } catch (ExecutionException e) {
            denied(topic, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private void denied(WantedTopic topic, Throwable why) throws ExecutionException {
        String subject = "topic " + topic.name();
        String resource = "--topic " + topic.name();
        if (why instanceof RetriableException) {
            throw new ExecutionException(why);
        } else if (why instanceof TopicExistsException) {
            deny(subject, "Describe", resource);
        } else if (why instanceof AuthorizationException) {
            deny(subject, "Create", resource);
        } else {
            String remedy = "change what Kafka names, or create it: " + commands.create(topic);
            findings.add(Finding.error(subject, "cannot be created: " + why.getMessage(), remedy));
        }
    }

    private void group(Admin admin) throws InterruptedException {
        try {
            DescribeConsumerGroupsOptions asking =
                    new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
            admin.describeConsumerGroups(List.of(settings.group()), asking).all().get().values().stream()
                    .map(group -> Objects.requireNonNullElse(group.authorizedOperations(), Set.<AclOperation>of()))
                    .filter(allowed -> !allowed.isEmpty() && !allowed.contains(READ))
                    .forEach(allowed -> deny("group " + settings.group(), "Read", "--group " + settings.group()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                deny("group " + settings.group(), "Read", "--group " + settings.group());
            } // a group that does not exist yet is none of our worries
        }
    }

    private void transactionalId(Admin admin) throws InterruptedException {
        String id = ClientProperties.transactionalId(settings, 0);
        try {
            admin.describeTransactions(List.of(id)).description(id).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                deny(
                        "transactional ids " + settings.group() + "-*",
                        "Write",
                        "--transactional-id " + settings.group() + "- --resource-pattern-type prefixed");
            } // not known yet: it has never been used
        }
    }

    private void deny(String subject, String operation, String resource) {
        findings.add(Finding.error(
                subject, "is closed to us: " + operation + " is not allowed.", commands.allow(operation, resource)));
    }

    private static String name(AclOperation operation) {
        return operation == READ ? "Read" : "Write";
    }
}
