package io.cdrstream.sink.kafka;

import java.util.Map;
import java.util.TreeMap;

/** The commands of a Kafka distribution that mend what a check has found, ready to paste. */
final class Commands {

    private final String server;

    Commands(KafkaSettings settings) {
        this.server = " --bootstrap-server " + ClientProperties.bootstrap(settings);
    }

    String setTopic(String topic, String name, String value) {
        return "kafka-configs" + server + " --alter --entity-type topics --entity-name " + topic + " --add-config "
                + (value.contains(",") ? name + "=[" + value + "]" : name + "=" + value);
    }

    String resetTopic(String topic, String name) {
        return "kafka-configs" + server + " --alter --entity-type topics --entity-name " + topic + " --delete-config "
                + name;
    }

    String addPartitions(String topic, int partitions) {
        return "kafka-topics" + server + " --alter --topic " + topic + " --partitions " + partitions;
    }

    String create(WantedTopic topic) {
        StringBuilder command = new StringBuilder(
                "kafka-topics" + server + " --create --topic " + topic.name() + " --partitions " + topic.partitions());
        if (topic.replication() > 0) {
            command.append(" --replication-factor ").append(topic.replication());
        }
        for (Map.Entry<String, String> setting : new TreeMap<>(topic.config()).entrySet()) {
            command.append(" --config ").append(setting.getKey()).append('=').append(setting.getValue());
        }
        return command.toString();
    }

    /** @param resource as in {@code --topic cdr.sms} */
    String allow(String operation, String resource) {
        return "kafka-acls" + server + " --add --allow-principal User:<ours> --operation " + operation + " " + resource;
    }
}
