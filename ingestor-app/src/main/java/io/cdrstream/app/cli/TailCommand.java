package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what is committed to a topic: key, headers, value. Belongs to no group and changes nothing. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Prints the events of a topic with key and headers, committed ones only; Avro as JSON, by the"
                + " schema of a configured registry or else by this version's own.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  cdrstream tail cdr.sms",
            "  cdrstream tail cdr.sms --from-beginning --max 10 --bootstrap-servers localhost:9092"
        })
final class TailCommand implements Callable<Integer> {

    private static final String PATIENCE_MS = "10000";

    /** What Kafka takes for a name. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Parameters(paramLabel = "<topic>", description = "Such as cdr.sms.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String topic;

    @Option(names = "--from-beginning", description = "Begin with the oldest event, not with the next one.")
    private boolean isFromBeginning;

    @Option(
            names = "--max",
            description = "Stop after so many events.",
            defaultValue = "9223372036854775807",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private long max;

    @Option(
            names = "--timeout",
            paramLabel = "<seconds>",
            description = "Stop after so many seconds without an event. Default: never.")
    private @Nullable Integer timeout;

    @Option(names = "--bootstrap-servers", description = "Where Kafka is; without it, as configured.")
    private @Nullable String servers;

    @Option(names = "--kafka-property", paramLabel = "<name=value>", description = "Another property for the client.")
    private Map<String, String> properties = new HashMap<>();

    TailCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        if (!TOPIC.matcher(topic).matches()) {
            throw new Refused(
                    ExitCode.CONFIGURATION,
                    "a topic has a name of up to 249 letters, digits, dots, _ and -, not \"" + topic + "\"");
        }
        GivenNumber.atLeast("--max", 1, max);
        if (timeout != null) {
            GivenNumber.atLeast("--timeout", 1, timeout);
        }
        @Nullable
        Configuration configuration =
                servers == null ? file.read(surroundings, spec.commandLine().getErr()) : null;
        return KafkaCall.of(() -> tail(configuration));
    }

    private int tail(@Nullable Configuration configuration) throws Refused {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clientProperties(configuration))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new Refused(ExitCode.FAILED, "there is no topic " + topic);
            }
            consumer.assign(partitions);
            if (isFromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position); // now, not at the first poll
            }
            print(consumer, new EventText(new WriterSchemas(registry(configuration))));
            return ExitCode.OK;
        }
    }

    private void print(KafkaConsumer<byte[], byte[]> consumer, EventText values) {
        PrintWriter out = spec.commandLine().getOut();
        long left = max;
        long heard = System.nanoTime();
        while (left > 0 && !out.checkError()) { // as when piped into head
            if (isTooQuiet(heard)) {
                consumer.endOffsets(consumer.assignment()); // fails if Kafka is the one that is quiet
                return;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
            for (ConsumerRecord<byte[], byte[]> event : records) {
                if (left-- > 0 && !out.checkError()) {
                    print(event, values, out);
                }
            }
            heard = records.isEmpty() ? heard : System.nanoTime();
        }
    }

    private boolean isTooQuiet(long heard) {
        return timeout != null
                && System.nanoTime() - heard > Duration.ofSeconds(timeout).toNanos();
    }

    private static void print(ConsumerRecord<byte[], byte[]> event, EventText values, PrintWriter out) {
        out.println(event.topic() + "-" + event.partition() + "@" + event.offset() + "  "
                + Instant.ofEpochMilli(event.timestamp()) + "  key " + EventText.text(event.key()));
        for (Header header : event.headers()) {
            out.println("  " + header.key() + ": " + EventText.text(header.value()));
        }
        out.println("  " + values.of(event));
        out.flush();
    }

    private IntFunction<Optional<Schema>> registry(@Nullable Configuration configuration) {
        return configuration == null || configuration.registry() == null
                ? id -> Optional.empty()
                : new RegistrySchemas(
                        configuration.registry().settings(), spec.commandLine().getErr());
    }

    private Map<String, Object> clientProperties(@Nullable Configuration configuration) {
        Map<String, Object> client = new HashMap<>();
        if (configuration != null) {
            client.putAll(configuration.kafka().properties());
        }
        if (servers != null) {
            client.put("bootstrap.servers", servers);
        }
        client.putAll(properties);
        client.putIfAbsent("default.api.timeout.ms", PATIENCE_MS);
        client.put("isolation.level", "read_committed");
        client.put("enable.auto.commit", "false");
        client.put("allow.auto.create.topics", "false");
        client.put("key.deserializer", ByteArrayDeserializer.class);
        client.put("value.deserializer", ByteArrayDeserializer.class);
        return client;
    }
}
