package io.cdrstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.app.Verdict;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands in this process: what they print, and with which code they end. */
final class CommandsTest {

    private final Path folder;
    private final Terminal terminal;
    private final FakeAdapters outside;

    CommandsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.terminal = new Terminal(folder);
        this.outside = terminal.outside;
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        assertThat(terminal.execute("--help")).isZero();
        assertThat(terminal.answers()).contains("run", "check", "plan", "fetch", "tail", "config", "Exit codes:");
        assertThat(terminal.execute("--version")).isZero();
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : terminal.commands()) {
            assertThat(terminal.execute(command, "--help")).isZero();
        }
        assertThat(terminal.answers()).contains("Example");
    }

    @Test
    void aWrongConfigurationEndsWith2AndAllErrorsAndNoStackTrace() throws IOException {
        terminal.configure("product: SMS", "intervall: 10s");
        for (String command : List.of("run", "check", "config")) {
            terminal.clear();
            assertThat(terminal.execute(command, "-c", terminal.file())).isEqualTo(2);
            assertThat(terminal.complaints())
                    .contains("wrong in 3 places", "did you mean products?", "did you mean interval?")
                    .doesNotContain("\tat ", "Exception", "sentinel");
        }
    }

    @Test
    void aMissingFileEndsWith2() {
        assertThat(terminal.execute("run", "-c", folder.resolve("nowhere.yaml").toString()))
                .isEqualTo(2);
        assertThat(terminal.complaints()).contains("there is no file", "config --example");
    }

    @Test
    void configValidatesShowsAndDocuments() {
        assertThat(terminal.execute("config", "-c", terminal.file())).isZero();
        assertThat(terminal.execute("config", "--effective", "-c", terminal.file()))
                .isZero();
        assertThat(terminal.execute("config", "--example")).isZero();
        assertThat(terminal.execute("config", "--reference")).isZero();
        assertThat(terminal.execute("config", "--schema")).isZero();
        assertThat(terminal.answers())
                .contains("Streams: 3", "abcd1234/SMS/outbound", "| `group` |", "json-schema.org")
                .doesNotContain("sentinel");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAFailure() {
        OutputStream full = failing("No space left on device");
        assertThat(terminal.execute(full, "config", "--reference")).isEqualTo(1);
        assertThat(terminal.execute(full, "config", "--help")).isEqualTo(1);
        assertThat(terminal.execute(full, "fetch", "-c", terminal.file(), "--product", "VOICE-CALL", "known"))
                .isEqualTo(1);
        assertThat(terminal.complaints().lines())
                .filteredOn(line -> line.equals("cdrstream: the answer cannot be written: No space left on device"))
                .hasSize(3);
        assertThat(terminal.complaints()).doesNotContain("\tat ");
    }

    @Test
    void aReaderThatHasReadEnoughHearsNoComplaint() {
        assertThat(terminal.execute(failing("Broken pipe"), "config", "--reference"))
                .isEqualTo(1);
        assertThat(terminal.complaints()).isEmpty();
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
        assertThat(terminal.execute("check", "-c", terminal.file())).isZero();
        assertThat(terminal.answers()).contains("✓ credential abcd1234, account abcd1234: may be read", "✓ Kafka");
    }

    @Test
    void checkWithProductsSaysHowManyRequestsFollow() {
        assertThat(terminal.execute("check", "--products", "-c", terminal.file()))
                .isZero();
        assertThat(terminal.answers()).contains("2 look-ups follow", "✓ abcd1234/VOICE-CALL: may be read");
        assertThat(outside.asked).hasSize(3);
    }

    @Test
    void checkEndsWith4WhenTheApiRefusesAndWith3WhenKafkaDoes() {
        outside.kafka.add(Verdict.wrong("topic cdrstream.seen", "is not compacted", "alter it"));
        assertThat(terminal.execute("check", "-c", terminal.file())).isEqualTo(3);
        assertThat(terminal.answers()).contains("✗ topic cdrstream.seen: is not compacted", "→ alter it");

        outside.refusal = new Answer.Refused(Answer.Refusal.UNAUTHORIZED, "wrong key or secret", null);
        assertThat(terminal.execute("check", "-c", terminal.file())).isEqualTo(4);
        assertThat(terminal.answers()).contains("✗ credential abcd1234, account abcd1234: wrong key or secret");
    }

    @Test
    void whatTheRegistryRefusesEndsWith5BeforeKafkaIsAsked() throws IOException {
        terminal.configure(
                "products: SMS", "format: avro\nregistry: {url: 'http://localhost:9'}\nadmin: {enabled: false}");
        outside.schemas.add(Verdict.wrong("schema registry, subject cdr.sms-value", "holds another", null));
        assertThat(terminal.execute("check", "-c", terminal.file())).isEqualTo(5);
        assertThat(terminal.answers()).contains("✗ schema registry, subject cdr.sms-value: holds another", "✓ Kafka");

        outside.kafka.add(Verdict.wrong("topic cdrstream.seen", "is not compacted", "alter it"));
        assertThat(terminal.execute("run", "-c", terminal.file())).isEqualTo(5);
        assertThat(terminal.complaints())
                .contains("✗ schema registry: not this one")
                .doesNotContain("\tat ", "not compacted");
        assertThat(terminal.execute("check", "-c", terminal.file()))
                .as("Kafka's comes first")
                .isEqualTo(3);
    }

    @Test
    void fetchPrintsRecordsAsLinesAndNamesMisses() {
        assertThat(terminal.execute(
                        "fetch", "-c", terminal.file(), "--product", "VOICE-CALL", "known1", "lost", "known2"))
                .isEqualTo(1);
        assertThat(terminal.answers().lines()).containsExactly("{ \"id\":\"known1\"}", "{ \"id\":\"known2\"}");
        assertThat(terminal.complaints()).contains("not found: lost", "2 records, charged with about 0.0008 euros");
    }

    @Test
    void fetchAsksForTwentyAtATime() {
        List<String> arguments = new ArrayList<>(List.of("fetch", "-c", terminal.file(), "--product", "ASR"));
        IntStream.range(0, 41).forEach(i -> arguments.add("known" + i));
        assertThat(terminal.execute(arguments.toArray(String[]::new))).isZero();
        assertThat(outside.asked).containsExactly("abcd1234/ASR 20", "abcd1234/ASR 20", "abcd1234/ASR 1");
    }

    @Test
    void fetchAsksOnceForAnIdThatIsNamedTwice() {
        assertThat(terminal.execute("fetch", "-c", terminal.file(), "--product", "ASR", "known", "known"))
                .isZero();
        assertThat(outside.asked).containsExactly("abcd1234/ASR 1");
    }

    @Test
    void fetchAsksForNothingThatTheProductDoesNotTake() {
        assertThat(terminal.execute("fetch", "-c", terminal.file(), "--product", "AMD", "--direction", "inbound", "x"))
                .isEqualTo(2);
        assertThat(terminal.execute("fetch", "-c", terminal.file(), "--product", "AMD", "--include-message", "x"))
                .isEqualTo(2);
        assertThat(outside.asked).isEmpty();
        assertThat(terminal.complaints()).contains("AMD takes no direction", "AMD has no messages");

        assertThat(terminal.execute("fetch", "-c", terminal.file(), "--product", "NOVEL", "known"))
                .isZero();
        assertThat(terminal.complaints()).contains("NOVEL is no product of the catalogue");
    }

    @Test
    void tailEndsWith3WhenNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(terminal.execute(
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
        assertThat(terminal.complaints()).contains("Kafka does not answer").doesNotContain("\tat ");
    }

    @Test
    void onlyWhatRunsHearsTheWarningsOfKafkasClients() {
        Logger client = LoggerFactory.getLogger("org.apache.kafka.clients.Metadata");
        terminal.execute("check", "-c", terminal.file());
        assertThat(client.isWarnEnabled()).isFalse();
        outside.kafka.add(Verdict.wrong("topic cdrstream.seen", "is not compacted", "alter it"));
        terminal.execute("run", "-c", terminal.file());
        assertThat(client.isWarnEnabled()).isTrue();
    }

    @Test
    void runEndsWith3WhenKafkaRefuses() {
        outside.kafka.add(
                Verdict.wrong("topic cdrstream.checkpoints", "has 3 partitions, not 4", "use topics.tasks: 3"));
        assertThat(terminal.execute("run", "-c", terminal.file())).isEqualTo(3);
        assertThat(terminal.complaints()).contains("has 3 partitions, not 4").doesNotContain("\tat ");
    }

    @Test
    void aTakenPortEndsWith2() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            terminal.configure("products: SMS", "admin: {port: " + taken.getLocalPort() + "}");
            assertThat(terminal.execute("run", "-c", terminal.file())).isEqualTo(2);
            assertThat(terminal.complaints())
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
}
