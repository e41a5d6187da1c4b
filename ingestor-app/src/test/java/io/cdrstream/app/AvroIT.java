package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.registry.RegistryRefused;
import io.cdrstream.schemas.EventSchemas;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import io.cdrstream.testkit.process.FreePorts;
import io.cdrstream.testkit.registry.RegistryServer;
import io.cdrstream.testkit.registry.WithRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Typed events, from the API to a consumer that knows Avro and us not at all. */
@WithKafka
@WithRegistry
@Timeout(120)
final class AvroIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCHEMA = "\"schema\":\"";
    private static final int RECORDS = 1200;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    private static final Pattern CALL = Pattern.compile("\"call_id\":\"([^\"]+)\"");
    private static final Pattern PRICE = Pattern.compile("\"total_price\":\"?([0-9.]+)");

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final StreamKey sms = new StreamKey("demo1234", "SMS", "outbound");
    private final StreamKey calls = new StreamKey("demo1234", "VOICE-CALL", "outbound");
    private final Map<String, BigDecimal> prices = new HashMap<>();
    /** What no SMS has. */
    private final Map<String, String> callIds = new HashMap<>();

    @Test
    void withoutARegistryAValueNamesItsSchemaByTheFingerprint(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri());
            Map<String, BinaryMessageDecoder<GenericRecord>> decoders = Map.of(
                    setup.prefix() + "cdr.sms",
                    decoder("SMS"),
                    setup.prefix() + "cdr.voice-call",
                    decoder("VOICE-CALL"));
            for (ConsumerRecord<byte[], byte[]> event : events(setup, "format: avro")) {
                isTheRecord(event, decoders.get(event.topic()).decode(event.value()));
            }
        }
    }

    @Test
    void withARegistryAValueIsReadByTheSchemaThatTheRegistryHasForItsId(KafkaBroker kafka, RegistryServer registry)
            throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri());
            Map<Integer, Schema> schemas = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> event :
                    events(setup, "format: avro", "registry: {url: '" + registry.url() + "'}")) {
                ByteBuffer value = ByteBuffer.wrap(event.value());
                assertThat(value.get()).isZero();
                Schema schema = schemas.computeIfAbsent(value.getInt(), id -> schemaOf(registry.url(), id));
                isTheRecord(event, read(schema, event.value()));
            }
            assertThat(schemas.values())
                    .hasSize(2)
                    .allMatch(schema -> List.of(EventSchemas.of("SMS"), EventSchemas.of("VOICE-CALL")).stream()
                            .anyMatch(own -> SchemaCompatibility.schemaNameEquals(own, schema)));
        }
    }

    @Test
    void aRegistryThatRefusesEndsARunBeforeATopicIsThere(KafkaBroker kafka, RegistryServer registry) throws Exception {
        try (ReportsSimulator api = simulator();
                Topics topics = new Topics(kafka.bootstrapServers())) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String lookup = "registry: {mode: lookup, url: '" + registry.url() + "'}";
            try (LocalRun run = LocalRun.of(setup.configuration("products: [SMS]", "format: avro", lookup))) {
                await().atMost(PATIENCE).until(run::hasEnded);
                assertThat(run.failure()).get().isInstanceOf(RegistryRefused.class);
            }
            assertThat(topics.matching(Pattern.compile(Pattern.quote(setup.prefix()) + ".*")))
                    .isEmpty();
        }
    }

    @Test
    void aRegistryThatIsNotThereIsWaitedForAndReadinessNamesIt(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String absent = "registry: {url: 'http://127.0.0.1:" + FreePorts.next() + "'}";
            try (LocalRun run = LocalRun.of(setup.configuration("products: [SMS]", "format: avro", absent))) {
                await().atMost(PATIENCE).until(() -> run.isReady(503, "WITHOUT_REGISTRY"));
                assertThat(run.hasEnded()).isFalse();
            }
        }
    }

    private ReportsSimulator simulator() {
        ReportsSimulator api = ReportsSimulator.start(SimulatorPlan.of(29)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234")))
                .traffic(Traffic.none()
                        .exactly(sms, start.plusSeconds(7), RECORDS / 2)
                        .exactly(calls, start.plusSeconds(7), RECORDS / 2)));
        api.truth().forEach(Instant.now(), cdr -> {
            String json = api.truth().json(cdr, Instant.now(), false);
            Matcher price = PRICE.matcher(json);
            prices.put(first(ID, json), price.find() ? new BigDecimal(price.group(1)) : BigDecimal.ZERO);
            if (cdr.stream().equals(calls)) {
                callIds.put(first(ID, json), first(CALL, json));
            }
        });
        assertThat(callIds).hasSize(RECORDS / 2).doesNotContainValue("");
        return api;
    }

    /** What a run of those lines publishes: every record once. */
    private List<ConsumerRecord<byte[], byte[]>> events(Setup setup, String... more) throws Exception {
        String credential = "daily-cap: 100, products: [SMS, VOICE-CALL], start: '" + start + "'";
        try (LocalRun run = LocalRun.of(setup.configuration(credential, more))) {
            await().atMost(PATIENCE).until(() -> read(setup).size() >= RECORDS);
        }
        List<ConsumerRecord<byte[], byte[]>> events = read(setup);
        assertThat(events).hasSize(RECORDS);
        return events;
    }

    private void isTheRecord(ConsumerRecord<byte[], byte[]> event, GenericRecord value) {
        String id = value.get("id").toString();
        assertThat(event.key()).asString(UTF_8).isEqualTo(id);
        assertThat(prices).containsKey(id);
        assertThat((BigDecimal) value.get("charge")).isEqualByComparingTo(prices.get(id));
        assertThat(value.get("charge_delta")).isEqualTo(value.get("charge"));
        if (callIds.containsKey(id)) {
            assertThat(value.get("call_id")).hasToString(callIds.get(id));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Setup setup) {
        return CommittedRecords.read(setup.bootstrapServers(), setup.events(), PATIENCE);
    }

    /**
     * One for each product: it makes whatever it reads a record of its own schema, and drops what that does not have.
     */
    private static BinaryMessageDecoder<GenericRecord> decoder(String product) {
        return new BinaryMessageDecoder<>(data(), EventSchemas.of(product));
    }

    private static GenericData data() {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new DecimalConversion());
        return data;
    }

    private static Schema schemaOf(URI registry, int id) {
        String answer =
                LocalRun.get(URI.create(registry + "/schemas/ids/" + id)).body();
        StringBuilder schema = new StringBuilder();
        for (int at = answer.indexOf(SCHEMA) + SCHEMA.length(); answer.charAt(at) != '"'; at++) {
            at += answer.charAt(at) == '\\' ? 1 : 0;
            schema.append(answer.charAt(at));
        }
        return new Schema.Parser().parse(schema.toString());
    }

    private static GenericRecord read(Schema schema, byte[] value) throws IOException {
        BinaryDecoder afterTheId = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
        return new GenericDatumReader<GenericRecord>(schema, schema, data()).read(null, afterTheId);
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
