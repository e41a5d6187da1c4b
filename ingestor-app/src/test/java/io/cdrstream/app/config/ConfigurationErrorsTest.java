package io.cdrstream.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get wrong, and whether the answer says how to mend it. */
final class ConfigurationErrorsTest {

    private static final byte[] BINARY = {(byte) 0xCA, (byte) 0xFE, 0, 0, 1};

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aFile() {
        file = folder.resolve("cdrstream.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start: nwo | start (line 3): \"nwo\" is not now, 2026-01-31, 2026-01-31T12:00:00Z or -7d; did you mean now?",
                "strat: now | strat (line 3): there is no such key; did you mean start?",
                "start: 7d | start (line 3): \"7d\" is an age without its sign, which is -7d; the default is now",
                "log: {level: inof} | log.level (line 3): \"inof\" is none of error, warn, info, debug; did you mean info?",
                "admin: {enabled: ture} | admin.enabled (line 3): \"ture\" is neither true nor false; did you mean true?",
                "reconcile: {at: '2:00'} | reconcile.at (line 3): \"2:00\" is not a time of day such as 02:00; the default is 02:00",
                "reconcile: {at: 24:00} | reconcile.at (line 3): \"24:00\" is not a time of day such as 02:00; the default is 02:00",
                "reconcile: {tolerance: 1} | reconcile.tolerance (line 3): \"1\" is not a percentage such as 1%; the default is 1%",
                "reconcile: {tolerance: 101%} | reconcile.tolerance (line 3): \"101%\" is not within 0% and 100%; the default is 1%",
                "reconcile: {tolerence: 1%} | reconcile.tolerence (line 3): there is no such key; did you mean tolerance?",
                "log: {level: loud} | log.level (line 3): \"loud\" is none of error, warn, info, debug; the default is info"
            })
    void aMistypedWordIsGuessed(String line, String error) throws IOException {
        assertThat(errors("localhost:9092", "self", line)).containsExactly(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost:", ":9092", "a:9092,b", "a:9092,", "a:99999", "a 9092", "a:9092;b:9092"})
    void aServerThatNobodyCanConnectToIsAnError(String servers) throws IOException {
        assertThat(errors(servers, "self", ""))
                .containsExactly("kafka.bootstrap.servers (line 1): \"" + servers
                        + "\" is not host:port, or several with commas between them; such as kafka1:9092,kafka2:9092");
    }

    @Test
    void noServerAtAllIsOneError() throws IOException {
        assertThat(errors("", "self", "")).containsExactly("kafka.bootstrap.servers (line 1): \"\" is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9092", "10.0.0.1:9092, kafka-2.example:9093", "[::1]:9092", "SASL_SSL://a_b:1"})
    void aServerMayBeANameOrAnAddress(String servers) throws IOException {
        write(servers, "self", "");
        assertThatNoException().isThrownBy(() -> reader().read(file));
    }

    @Test
    void filesThatCannotBeReadAreErrorsBesideAllOthers() throws IOException {
        Files.write(folder.resolve("binary"), BINARY);
        Files.createDirectory(folder.resolve("directory"));
        assertThat(errors("localhost", "'@nofile', '@binary', '@directory', \"@a\\0b\"", "start: nwo"))
                .hasSize(6)
                .contains(
                        "credentials[0].accounts[0] (line 2): there is no file " + folder.resolve("nofile")
                                + "; a relative path begins beside the configuration",
                        "credentials[0].accounts[1] (line 2): the file " + folder.resolve("binary")
                                + " is not text in UTF-8; save it as UTF-8, if it is the right one",
                        "credentials[0].accounts[2] (line 2): " + folder.resolve("directory")
                                + " is a directory; name a file in it",
                        "credentials[0].accounts[3] (line 2): is no name of a file; a path, relative to the configuration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            })
    void aFileOfCertificatesThatHoldsNoneIsAnError(String content) throws IOException {
        Path pem = Files.writeString(folder.resolve("ca.pem"), content);
        String error =
                "the file " + pem + " holds no certificate, or a broken one; it is PEM: -----BEGIN CERTIFICATE-----";

        assertThat(errors("localhost:9092", "self", "api: {tls: {ca-file: ca.pem}}"))
                .containsExactly("api.tls.ca-file (line 3): " + error);
        assertThat(errors(
                        "localhost:9092",
                        "self",
                        "registry: {url: 'https://registry.example', tls: {ca-file: ca.pem}}"))
                .containsExactly("registry.tls.ca-file (line 3): " + error);
    }

    @Test
    void aFileOfCertificatesThatIsNotThereIsAnErrorForTheRegistryToo() throws IOException {
        assertThat(errors(
                        "localhost:9092", "self", "registry: {url: 'https://registry.example', tls: {ca-file: none}}"))
                .containsExactly("registry.tls.ca-file (line 3): there is no file " + folder.resolve("none")
                        + "; a relative path begins beside the configuration");
    }

    @Test
    void aConfigurationThatIsNoTextIsAnErrorInWords() throws IOException {
        Files.write(file, BINARY);
        assertThat(errors())
                .containsExactly(
                        "the file " + file + " is not text in UTF-8; save it as UTF-8, if it is the right one");
        Files.write(file, "kafka: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(errors()).singleElement().asString().contains("is not text in UTF-8");
        Files.write(file, new byte[] {0, 0, 1});
        assertThat(errors()).anySatisfy(e -> assertThat(e).startsWith("the file is not YAML; is it the right file?"));
        Files.writeString(file, "secret: *sentinel");
        assertThat(errors())
                .containsExactly("YAML (line 1): a value begins with * or !, which YAML does not take for text;"
                        + " put it in quotation marks");
        Files.writeString(file, "[".repeat(100) + "]".repeat(100));
        assertThat(errors()).anySatisfy(e -> assertThat(e).startsWith("the file is larger or deeper than"));
        file = folder;
        assertThat(errors()).containsExactly(folder + " is a directory; name a file in it");
    }

    @Test
    void aValueThatKafkasClientsRefuseIsAnErrorThatDoesNotRepeatIt() throws IOException {
        Files.writeString(
                file,
                """
                kafka:
                  bootstrap.servers: "localhost:9092"
                  request.timeout.ms: hunter2
                  security.protocol: PLAIN
                  max.request.size: -5
                  ssl.engine.factory.class: "Tr0ub4dor&3!"
                  linger.ms: 7
                credentials: [{key: abcd1234, secret: x, products: SMS}]
                """);

        assertThat(errors())
                .containsExactlyInAnyOrder(
                        "kafka.request.timeout.ms (line 3): has a value that Kafka's clients refuse: Not a number of type INT",
                        "kafka.security.protocol (line 4): has a value that Kafka's clients refuse: String must be one of"
                                + " (case insensitive): SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT",
                        "kafka.max.request.size (line 5): has a value that Kafka's clients refuse: Value must be at least 0",
                        "kafka.ssl.engine.factory.class (line 6): has a value that Kafka's clients refuse: not what is expected");
    }

    @Test
    void aMessageIntoWhichProgressMightNotFitIsAnError() throws IOException {
        Files.writeString(
                file,
                """
                kafka: {bootstrap.servers: "localhost:9092", max.request.size: 65535, buffer.memory: 65534}
                credentials: [{key: abcd1234, secret: x, products: SMS}]
                """);
        assertThat(errors())
                .satisfiesExactly(
                        size -> assertThat(size)
                                .startsWith(
                                        "kafka.max.request.size (line 1): is less than 65536: progress might not fit"),
                        buffer -> assertThat(buffer)
                                .startsWith("kafka.buffer.memory (line 1): is less than max.request.size, 65535: the"));
    }

    @Test
    void whatWouldReadNothingIsAnError() throws IOException {
        Files.writeString(
                file,
                """
                kafka: {bootstrap.servers: "localhost:9092"}
                credentials:
                  - {key: abcd1234, secret: x, products: []}
                  - {key: abcd1235, secret: x, products: SMS, accounts: []}
                  - {key: abcd1236, secret: x}
                """);
        assertThat(errors())
                .containsExactly(
                        "credentials[0] (line 3): reads nothing; write products: [SMS, VOICE-CALL], or streams",
                        "credentials[1].accounts (line 4): names no account; write accounts: [self]",
                        "credentials[2] (line 5): reads nothing; write products: [SMS, VOICE-CALL], or streams");
    }

    @Test
    void credentialsThatAreNoListOrNotThereAreSaidOnce() throws IOException {
        String servers = "kafka: {bootstrap.servers: \"localhost:9092\"}\n";
        Files.writeString(file, servers + "credentials: {key: abcd1234, secret: x, products: [SMS]}\n");
        assertThat(errors()).containsExactly("credentials (line 2): is no list; begin each item with a dash");
        for (String nothing : List.of("", "credentials: []\n")) {
            Files.writeString(file, servers + nothing);
            assertThat(errors()).singleElement().asString().contains("there is none; see cdrstream config --example");
        }
    }

    @Test
    void aSecretIsNotRepeatedWhereItDoesNotBelongNorTakenFromSeveralLines() throws IOException {
        Files.writeString(folder.resolve("lines"), "abcd1234\nsentinel\n");
        Files.writeString(
                file,
                """
                kafka: {bootstrap.servers: "localhost:9092"}
                credentials:
                  - {key: sent/inel, secret: abcd1234, products: SMS}
                  - {key: abcd1235, secret-file: lines, products: [SMS, ASR, SMS]}
                """);
        assertThat(errors())
                .containsExactly(
                        "credentials[0].key (line 3): what is written is not an account, which has letters and digits"
                                + " only",
                        "credentials[1].secret-file (line 4): there are several lines in the file lines; it holds"
                                + " the secret and nothing else",
                        "credentials[1].products[2] (line 4): product SMS is named twice; leave one out");
    }

    @Test
    void aReferenceThatNothingClosesIsNoValue() throws IOException {
        Files.writeString(
                file,
                """
                kafka: {bootstrap.servers: "localhost:9092", ssl.keystore.password: "${file:/run/secrets:store}"}
                credentials: [{key: abcd1234, secret: "${VONAGE_API_SECRET", products: SMS}]
                """);
        assertThat(errors())
                .containsExactly(
                        "credentials[0].secret (line 2): has a ${ that nothing closes; write ${NAME}; $${ is a literal ${");
    }

    @Test
    void aKeyThatCannotBeReadHidesNothingElse() throws IOException {
        Files.writeString(
                file,
                """
                kafka: {bootstrap.servers: "localhost:9092"}
                credentials:
                  - {key: "a b", secret: x, accounts: "c d", streams: [{product: SMS, filters: {contry: GB}}]}
                  - {secret: x, products: [SMSS], in-flight: 0}
                """);

        assertThat(errors())
                .anySatisfy(e -> assertThat(e).startsWith("credentials[0].key (line 3)"))
                .anySatisfy(
                        e -> assertThat(e).startsWith("credentials[0].accounts").contains("is not an account"))
                .anySatisfy(e -> assertThat(e).contains("did you mean country?"))
                .anySatisfy(e -> assertThat(e).startsWith("credentials[1].key (line 4): is required"))
                .anySatisfy(e -> assertThat(e).startsWith("credentials[1].in-flight (line 4)"))
                .noneSatisfy(e -> assertThat(e).contains("another credential"));
    }

    private List<String> errors(String servers, String accounts, String line) throws IOException {
        write(servers, accounts, line);
        return errors();
    }

    private void write(String servers, String accounts, String line) throws IOException {
        Files.writeString(
                file,
                """
                kafka: {bootstrap.servers: '%s'}
                credentials: [{key: abcd1234, secret: x, products: SMS, accounts: [%s]}]
                %s
                """
                        .formatted(servers, accounts, line));
    }

    private List<String> errors() {
        return assertThatExceptionOfType(ConfigurationWrong.class)
                .isThrownBy(() -> reader().read(file))
                .actual()
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    private static ConfigurationReader reader() {
        return new ConfigurationReader(Map.<String, String>of()::get, Clock.systemUTC());
    }
}
