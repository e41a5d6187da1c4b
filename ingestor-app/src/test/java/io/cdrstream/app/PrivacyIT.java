package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.event.privacy.Tokens;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.Fault;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A number under a rule is one token in all topics, and in clear nowhere in Kafka and nowhere else. */
@WithKafka
@Timeout(120)
final class PrivacyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEY = "a token key of thirty-two letters";
    private static final Pattern NUMBER = Pattern.compile("\"(?:from|to)\":\"([^\"]*)\"");
    private static final Pattern MESSAGE = Pattern.compile("\"message_body\":\"([^\"]{6,})\"");
    private static final Pattern TO = Pattern.compile("\"to\":\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    private static final String FILTERED = "447700900123";
    private static final String STREAMS = "{product: SMS, direction: outbound, options: {include_message: true}}, "
            + "{product: MESSAGES, direction: outbound, options: {include_message: true}}";
    private static final String RULES =
            """
            key: to
            privacy:
              key-file: token.key
              rules:
                - {field: to, action: tokenise}
                - {field: from, action: tokenise}
                - {field: message_body, action: drop, products: [SMS, MESSAGES]}
            log: {level: debug}""";

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final Map<String, String> truth = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    void aTokenisedNumberIsInClearNowhere(KafkaBroker kafka) throws IOException {
        Files.writeString(directory.resolve("token.key"), KEY);
        StreamKey sms = new StreamKey("demo1234", "SMS", "outbound");
        StreamKey messages = new StreamKey("demo1234", "MESSAGES", "outbound");
        SimulatorPlan plan = SimulatorPlan.of(23)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234")))
                .traffic(Traffic.none().exactly(sms, start.plusSeconds(7), 300).exactly(messages, start, 300));
        try (ReportsSimulator api = ReportsSimulator.start(plan)) {
            api.faults().next(Fault.RECORD_ABSURD_DATE, Fault.RECORD_NOT_OBJECT);
            api.truth()
                    .forEach(
                            Instant.now(),
                            cdr -> truth.put(cdr.id(), api.truth().json(cdr, Instant.now(), true)));
            Setup setup = Setup.of(kafka, api.baseUri());
            String said = saidBy(setup, STREAMS, () -> Published.in(setup).events() >= 600);
            List<ConsumerRecord<byte[], byte[]>> events = read(setup, setup.events());
            events.forEach(this::holdsTheTokenOfItsNumber);
            String stored = stored(setup);
            assertThat(personal()).hasSizeGreaterThan(500).noneMatch((stored + said)::contains);
            assertThat(read(setup, setup.deadLetters())).isNotEmpty().allMatch(letter -> letter.value().length == 0);
        }
    }

    @Test
    void aTokenisedNumberInsideAnObjectIsInClearNowhereEither(KafkaBroker kafka) throws IOException {
        Files.writeString(directory.resolve("token.key"), KEY);
        SimulatorPlan plan =
                SimulatorPlan.of(23).credentials(new Credential("demo1234", "demo-secret", List.of("demo1234")));
        try (ReportsSimulator api = ReportsSimulator.start(plan)) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String nested = "\"to\":\"" + new Tokens(KEY.getBytes(UTF_8)).of(FILTERED) + "\"";
            String asked = "{product: VERIFY-V2, filters: {to: '" + FILTERED + "'}}, {product: REPORTS-USAGE}";
            String said = saidBy(setup, asked, () -> stored(setup).contains(nested));
            assertThat(stored(setup) + said).contains("\"request_params\":{").doesNotContain(FILTERED);
        }
    }

    private void holdsTheTokenOfItsNumber(ConsumerRecord<byte[], byte[]> event) {
        String value = new String(event.value(), UTF_8);
        String original = truth.get(first(ID, value));
        if (original != null) { // else a fault has made it up
            String token = new Tokens(KEY.getBytes(UTF_8)).of(first(TO, original));
            assertThat(first(TO, value)).isEqualTo(token);
            assertThat(event.key()).asString(UTF_8).isEqualTo(token);
        }
    }

    /** Numbers and messages of the truth. */
    private TreeSet<String> personal() {
        TreeSet<String> personal = new TreeSet<>();
        for (String json : truth.values()) {
            Stream.of(NUMBER, MESSAGE)
                    .flatMap(pattern -> pattern.matcher(json).results())
                    .map(found -> found.group(1))
                    .filter(text -> text.length() > 5)
                    .forEach(personal::add);
        }
        return personal;
    }

    /** Log, metrics and streams of a run that has gone as far as wanted. */
    private String saidBy(Setup setup, String streams, Callable<Boolean> isFarEnough) {
        String yaml = setup.yaml("daily-cap: 100, streams: [" + streams + "], start: '" + start + "'", RULES);
        try (ChildApp app = ChildApp.start(directory, yaml)) {
            await().atMost(PATIENCE).until(() -> app.admin().isPresent());
            URI admin = app.admin().orElseThrow();
            await().atMost(PATIENCE).until(isFarEnough);
            return app.log()
                    + LocalRun.get(admin.resolve("/metrics")).body()
                    + LocalRun.get(admin.resolve("/streams")).body();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Setup setup, Pattern topics) {
        return CommittedRecords.read(setup.bootstrapServers(), topics, PATIENCE);
    }

    /** All that the run has left in Kafka. */
    private static String stored(Setup setup) {
        Pattern everything = Pattern.compile(Pattern.quote(setup.prefix()) + ".*");
        return String.join(
                "\n", read(setup, everything).stream().map(PrivacyIT::whole).toList());
    }

    /** Key, headers and value in one text in which any ASCII sequence of theirs can be found. */
    private static String whole(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder all = new StringBuilder();
        for (Header header : record.headers()) {
            all.append(new String(header.value(), ISO_8859_1)).append('\n');
        }
        return all.append(record.key() == null ? "" : new String(record.key(), ISO_8859_1))
                .append('\n')
                .append(record.value() == null ? "" : new String(record.value(), ISO_8859_1))
                .toString();
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .map(MatchResult.class::cast)
                .map(found -> found.group(1))
                .orElse("");
    }
}
