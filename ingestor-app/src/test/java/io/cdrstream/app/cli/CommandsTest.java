package io.cdrstream.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.app.Verdict;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The commands in this process: what they print, and with which code they end. */
final class CommandsTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "sentinel-secret");

    @TempDir
    Path folder;

    private final FakeAdapters outside = new FakeAdapters();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aConfiguration() throws IOException {
        configure("products: [SMS, VOICE-CALL]", "admin: {enabled: false}");
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("run", "check", "plan", "fetch", "tail", "config", "Exit codes:");
        assertThat(execute("--version")).isZero();
    }

    @Test
    void everyCommandHasHelp() {
        for (String command :
                List.of("run", "check", "plan", "completeness", "explain", "fetch", "tail", "dead-letter", "config")) {
            assertThat(execute(command, "--help")).isZero();
        }
        assertThat(out.toString(UTF_8)).contains("Example");
    }

    @Test
    void aWrongConfigurationEndsWith2AndAllErrorsAndNoStackTrace() throws IOException {
        configure("product: SMS", "intervall: 10s");
        for (String command : List.of("run", "check", "config")) {
            err.getBuffer().setLength(0);
            assertThat(execute(command, "-c", file())).isEqualTo(2);
            assertThat(err.toString())
                    .contains("wrong in 3 places", "did you mean products?", "did you mean interval?")
                    .doesNotContain("\tat ", "Exception", "sentinel");
        }
    }

    @Test
    void aReplayWantsToKnowOfWhat() {
        assertThat(execute("dead-letter", "replay", "-c", file())).isEqualTo(2);
        assertThat(execute("dead-letter", "replay", "--all", "0@17", "-c", file()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("name dead letters, such as 0@17, or say --all");
        assertThat(execute("dead-letter")).isEqualTo(2);
    }

    @Test
    void aTimeOrAStreamThatCannotBeEndsWith2() {
        assertThat(execute("completeness", "--from", "yesterday", "-c", file())).isEqualTo(2);
        assertThat(execute("completeness", "--from", "2026-03-04", "--to", "2026-03-03", "-c", file()))
                .isEqualTo(2);
        assertThat(execute("explain", "x", "--at", "12:00", "-c", file())).isEqualTo(2);
        assertThat(execute("explain", "x", "--product", "FAX", "-c", file())).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--from takes a time",
                        "before it begins",
                        "--at takes a time",
                        "no stream of the configuration");
    }

    @Test
    void aMissingFileEndsWith2() {
        assertThat(execute("run", "-c", folder.resolve("nowhere.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no file", "config --example");
    }

    @Test
    void anUnknownOptionEndsWith2() {
        assertThat(execute("run", "--confg", "x")).isEqualTo(2);
    }

    @Test
    void configValidatesShowsAndDocuments() {
        assertThat(execute("config", "-c", file())).isZero();
        assertThat(execute("config", "--effective", "-c", file())).isZero();
        assertThat(execute("config", "--example")).isZero();
        assertThat(execute("config", "--reference")).isZero();
        assertThat(execute("config", "--schema")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("Streams: 3", "abcd1234/SMS/outbound", "| `group` |", "json-schema.org")
                .doesNotContain("sentinel");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAFailure() {
        OutputStream full = failing("No space left on device");
        assertThat(execute(full, "config", "--reference")).isEqualTo(1);
        assertThat(execute(full, "config", "--help")).isEqualTo(1);
        assertThat(execute(full, "fetch", "-c", file(), "--product", "VOICE-CALL", "known"))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .filteredOn(line -> line.equals("cdrstream: the answer cannot be written: No space left on device"))
                .hasSize(3);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void aReaderThatHasReadEnoughHearsNoComplaint() {
        assertThat(execute(failing("Broken pipe"), "config", "--reference")).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void checkSaysWhatIsFine() {
        assertThat(execute("check", "-c", file())).isZero();
        assertThat(out.toString(UTF_8)).contains("✓ credential abcd1234, account abcd1234: may be read", "✓ Kafka");
    }

    @Test
    void checkWithProductsSaysHowManyRequestsFollow() {
        assertThat(execute("check", "--products", "-c", file())).isZero();
        assertThat(out.toString(UTF_8)).contains("2 look-ups follow", "✓ abcd1234/VOICE-CALL: may be read");
        assertThat(outside.asked).hasSize(3);
    }

    @Test
    void checkEndsWith4WhenTheApiRefusesAndWith3WhenKafkaDoes() {
        outside.kafka.add(Verdict.wrong("topic cdrstream.seen", "is not compacted", "alter it"));
        assertThat(execute("check", "-c", file())).isEqualTo(3);
        assertThat(out.toString(UTF_8)).contains("✗ topic cdrstream.seen: is not compacted", "→ alter it");

        outside.refusal = new Answer.Refused(Answer.Refusal.UNAUTHORIZED, "wrong key or secret", null);
        assertThat(execute("check", "-c", file())).isEqualTo(4);
        assertThat(out.toString(UTF_8)).contains("✗ credential abcd1234, account abcd1234: wrong key or secret");
    }

    @Test
    void whatTheRegistryRefusesEndsWith5BeforeKafkaIsAsked() throws IOException {
        configure("products: SMS", "format: avro\nregistry: {url: 'http://localhost:9'}\nadmin: {enabled: false}");
        outside.schemas.add(Verdict.wrong("schema registry, subject cdr.sms-value", "holds another", null));
        assertThat(execute("check", "-c", file())).isEqualTo(5);
        assertThat(out.toString(UTF_8)).contains("✗ schema registry, subject cdr.sms-value: holds another", "✓ Kafka");

        outside.kafka.add(Verdict.wrong("topic cdrstream.seen", "is not compacted", "alter it"));
        assertThat(execute("run", "-c", file())).isEqualTo(5);
        assertThat(err.toString()).contains("✗ schema registry: not this one").doesNotContain("\tat ", "not compacted");
        assertThat(execute("check", "-c", file())).as("Kafka's comes first").isEqualTo(3);
    }

    @Test
    void fetchPrintsRecordsAsLinesAndNamesMisses() {
        assertThat(execute("fetch", "-c", file(), "--product", "VOICE-CALL", "known1", "lost", "known2"))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8).lines()).containsExactly("{ \"id\":\"known1\"}", "{ \"id\":\"known2\"}");
        assertThat(err.toString()).contains("not found: lost", "2 records, charged with about 0.0008 euros");
    }

    @Test
    void fetchAsksForTwentyAtATime() {
        List<String> arguments = new ArrayList<>(List.of("fetch", "-c", file(), "--product", "ASR"));
        IntStream.range(0, 41).forEach(i -> arguments.add("known" + i));
        assertThat(execute(arguments.toArray(String[]::new))).isZero();
        assertThat(outside.asked).containsExactly("abcd1234/ASR 20", "abcd1234/ASR 20", "abcd1234/ASR 1");
    }

    @Test
    void fetchNeedsADirectionWhereTheProductDoes() {
        assertThat(execute("fetch", "-c", file(), "--product", "SMS", "known")).isEqualTo(2);
        assertThat(err.toString()).contains("SMS needs a direction");
        assertThat(execute("fetch", "-c", file(), "--product", "SMS", "--account", "other", "known"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no credential of the configuration reads account other");
    }

    @Test
    void tailEndsWith3WhenNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(execute(
                            "tail",
                            "cdr.sms",
                            "--timeout",
                            "1",
                            "--bootstrap-servers",
                            "127.0.0.1:" + silent.getLocalPort(),
                            "--kafka-property",
                            "default.api.timeout.ms=200"))
                    .isEqualTo(3);
        }
        assertThat(err.toString()).contains("Kafka does not answer").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reconcile --tolerance -5 | --tolerance takes a number from 0 to 100, not -5.0",
                "reconcile --tolerance 101 | --tolerance takes a number from 0 to 100, not 101.0",
                "reconcile --tolerance NaN | --tolerance takes a number from 0 to 100, not NaN",
                "reconcile --tolerance much | '--tolerance'",
                "reconcile --day 2026-02-30 | a day is written as 2026-03-01, not 2026-02-30",
                "reconcile --day 2999-01-01 | 2999-01-01 has not come yet",
                "plan --days -1 | --days takes a number from 1 to 366, not -1",
                "plan --days 0 | --days takes a number from 1 to 366, not 0",
                "plan --days 1.5 | '--days'",
                "plan --rate SMS=-2/s | SMS=-2/s is not a rate such as",
                "plan --rate SMS=NaN/s | SMS=NaN/s is not a rate such as",
                "plan --rate SMS=1e9/s | SMS=1e9/s is not a rate such as",
                "tail cdr.sms --max 0 | --max takes a number of 1 or more, not 0",
                "tail cdr.sms --timeout -1 | --timeout takes a number of 1 or more, not -1",
                "dead-letter replay --all --timeout 0 | --timeout takes a number of 1 or more, not 0",
                "explain EMPTY | an id is empty",
                "fetch --product ASR known EMPTY | an id is empty",
                "completeness --from 2026-03-32 | --from takes a time such as",
                "explain some --at noon | --at takes a time such as"
            })
    void anArgumentThatMakesNoSenseIsRefusedBeforeAnybodyIsAsked(String line, String complaint) {
        List<String> arguments = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            arguments.add(word.equals("EMPTY") ? "" : word);
        }
        arguments.addAll(List.of("-c", file()));
        assertThat(execute(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(complaint).doesNotContain("\tat ");
        assertThat(outside.asked).isEmpty();
    }

    @Test
    void onlyWhatRunsHearsTheWarningsOfKafkasClients() {
        Logger client = LoggerFactory.getLogger("org.apache.kafka.clients.consumer.internals.SubscriptionState");
        execute("check", "-c", file());
        assertThat(client.isWarnEnabled()).isFalse();
        outside.kafka.add(Verdict.wrong("topic cdrstream.seen", "is not compacted", "alter it"));
        execute("run", "-c", file());
        assertThat(client.isWarnEnabled()).isTrue();
    }

    @Test
    void runEndsWith3WhenKafkaRefuses() {
        outside.kafka.add(
                Verdict.wrong("topic cdrstream.checkpoints", "has 3 partitions, not 4", "use topics.tasks: 3"));
        assertThat(execute("run", "-c", file())).isEqualTo(3);
        assertThat(err.toString()).contains("has 3 partitions, not 4").doesNotContain("\tat ");
    }

    @Test
    void aTakenPortEndsWith2() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configure("products: SMS", "admin: {port: " + taken.getLocalPort() + "}");
            assertThat(execute("run", "-c", file())).isEqualTo(2);
            assertThat(err.toString())
                    .contains("the port is taken", "admin.port")
                    .doesNotContain("\tat ");
        }
    }

    static CdrStream usage(String account) {
        return new CdrStream(
                StreamId.of(account, "REPORTS-USAGE", null),
                account,
                ProductCatalogue.find("REPORTS-USAGE"),
                Map.of(),
                "id",
                "none",
                Duration.ZERO,
                null,
                null);
    }

    private void configure(String streams, String more) throws IOException {
        Files.writeString(
                Path.of(file()),
                """
                kafka: {bootstrap.servers: 'localhost:9'}
                credentials:
                  - key: abcd1234
                    secret: ${SECRET}
                    %s
                %s
                """
                        .formatted(streams, more));
    }

    private String file() {
        return folder.resolve("cdrstream.yaml").toString();
    }

    private int execute(String... arguments) {
        return execute(out, arguments);
    }

    private int execute(OutputStream stdout, String... arguments) {
        CommandLine tree =
                CommandTree.of(new Surroundings(ENVIRONMENT::get, Clock.systemUTC(), registry -> outside, stdout));
        tree.setErr(new PrintWriter(err, true));
        return tree.execute(arguments);
    }
}
