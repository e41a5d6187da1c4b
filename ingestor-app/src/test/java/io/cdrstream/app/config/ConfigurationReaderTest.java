package io.cdrstream.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cdrstream.model.CdrStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationReaderTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("VONAGE_API_KEY", "12e45678", "VONAGE_API_SECRET", "sentinel-secret", "EMPTY", "");

    private static final String MINIMAL =
            """
            kafka: {bootstrap.servers: localhost:9092}
            credentials:
              - key: ${VONAGE_API_KEY}
                secret: ${VONAGE_API_SECRET}
                products: [SMS, VOICE-CALL]
            """;

    @TempDir
    Path folder;

    @Test
    void aMinimalFileReadsTheKeysOwnRecordsInBothDirectionsFromNow() throws ConfigurationWrong {
        Configuration configuration = read(MINIMAL);

        assertThat(ids(configuration))
                .containsExactly("12e45678/SMS/inbound", "12e45678/SMS/outbound", "12e45678/VOICE-CALL");
        assertThat(configuration.ingestor().streams()).allSatisfy(s -> {
            assertThat(s.start()).isNull();
            assertThat(s.key()).isEqualTo("id");
            assertThat(s.settle()).isEqualTo(Duration.ofSeconds(60));
            assertThat(s.options()).isEmpty();
        });
        assertThat(configuration.ingestor().streams().get(2).topic()).isEqualTo("cdr.voice-call");
        assertThat(configuration.ingestor().credentials().get(0).dailyCapRecords())
                .isEqualTo(62_500);
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void aKeyThatYamlWouldTakeForANumberStaysAKey() throws ConfigurationWrong {
        assertThat(read(MINIMAL.replace("${VONAGE_API_KEY}", "12e45678")).sources())
                .containsOnlyKeys("12e45678");
    }

    @Test
    void fortySubaccountsFitInFifteenLines() throws ConfigurationWrong, IOException {
        Files.writeString(
                folder.resolve("accounts.txt"),
                "# ours\n"
                        + IntStream.range(0, 40)
                                .mapToObj(i -> "sub%05d # team %d%n".formatted(i, i))
                                .collect(Collectors.joining()));
        String yaml = MINIMAL + "    accounts: [self, '@accounts.txt']\n";
        assertThat(yaml.lines().count()).isLessThanOrEqualTo(15);
        assertThat(read(yaml).ingestor().streams()).hasSize(41 * 3);
    }

    @Test
    void allErrorsAreReportedAtOnceWithPathLineAndSuggestion() {
        assertThat(
                        errors(
                                """
                        kafka: {bootstrap.servers: "localhost:9092", acks: "1"}
                        topic: {}
                        settle: soon
                        credentials:
                          - key: ${VONAGE_API_KEY}
                            secret: ${MISSING}
                            product: [SMS]
                            in-flight: 0
                            start: -7d
                            streams:
                              - {product: SMS, filters: {contry: GB}}
                        """))
                .contains("kafka.acks (line 1): is fixed by the guarantee of exactly once; leave it out")
                .contains("topic (line 2): there is no such key; did you mean topics?")
                .contains(
                        "settle (line 3): \"soon\" is not a duration such as 500ms, 10s, 5m, 24h or 30d; the default is 60s")
                .contains(
                        "credentials[0].secret (line 6): the environment variable MISSING is not set; set it, or write ${MISSING:-a default}")
                .contains("credentials[0].product (line 7): there is no such key; did you mean products?")
                .contains("credentials[0].in-flight (line 8): \"0\" is not within 1 and 200; the default is 12")
                .contains(
                        "credentials[0].streams[0].filters.contry (line 11): SMS does not accept this filter; did you mean country?")
                .anySatisfy(e ->
                        assertThat(e).startsWith("credentials[0].daily-cap").contains("every record is charged"));
    }

    @Test
    void aTransactionThatBrokersRefuseAsARuleIsWorthAWarning() throws ConfigurationWrong {
        String servers = "bootstrap.servers: ";
        assertThat(read(MINIMAL.replace(servers, "transaction.timeout.ms: 900001, " + servers))
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("kafka.transaction.timeout.ms")
                .contains("nothing can be read");
        assertThat(read(MINIMAL.replace(servers, "transaction.timeout.ms: 900000, " + servers))
                        .warnings())
                .isEmpty();
    }

    @Test
    void overlappingStreamsAreAnError() {
        assertThat(errors(MINIMAL + "    streams: [{product: SMS, direction: outbound, filters: {country: GB}}]\n"))
                .singleElement()
                .asString()
                .contains("12e45678/SMS/outbound and 12e45678/SMS/outbound?country=GB overlap")
                .contains("paid for and published twice");
    }

    @Test
    void streamsWithDifferentValuesOfAFilterDoNotOverlap() throws ConfigurationWrong {
        Configuration configuration = read(
                """
                kafka: {bootstrap.servers: localhost:9092}
                credentials:
                  - key: ${VONAGE_API_KEY}
                    secret: ${VONAGE_API_SECRET}
                    streams:
                      - {product: SMS, direction: outbound, filters: {country: GB}, options: {include_message: true}, key: to}
                      - {product: SMS, direction: outbound, filters: {country: FR}}
                """);
        assertThat(configuration.ingestor().streams())
                .extracting(CdrStream::key)
                .containsExactly("to", "id");
        assertThat(configuration.ingestor().streams().get(0).options()).containsEntry("include_message", "true");
    }

    @Test
    void parametersThatTheApiWouldRefuseAreErrors() {
        String streams = MINIMAL.replace("products: [SMS, VOICE-CALL]", "streams: [%s]");
        assertThat(errors(streams.formatted("{product: VOICE-TTS, direction: inbound}")))
                .singleElement()
                .asString()
                .contains("VOICE-TTS has no direction");
        assertThat(errors(streams.formatted("{product: SMS, options: {show_concatenated: true}}")))
                .singleElement()
                .asString()
                .contains("outbound messages only");
        assertThat(errors(streams.formatted("{product: SMS, filters: {include_message: true}}")))
                .singleElement()
                .asString()
                .contains("is an option, not a filter");
        assertThat(errors(streams.formatted("{product: SMS, filters: {account_id: other}}")))
                .singleElement()
                .asString()
                .contains("set by the ingestor itself");
        assertThat(errors(streams.formatted("{product: SMS, account: other}")))
                .singleElement()
                .asString()
                .contains("not one of this credential's accounts");
    }

    @Test
    void anUnknownProductIsReadWithAWarning() throws ConfigurationWrong {
        Configuration configuration = read(MINIMAL.replace("VOICE-CALL", "VOICE-CAL"));
        assertThat(configuration.warnings())
                .singleElement()
                .asString()
                .contains("generic defaults")
                .contains("did you mean VOICE-CALL?");
        assertThat(ids(configuration)).contains("12e45678/VOICE-CAL");
    }

    @Test
    void accountsAndCredentialsAreNamedOnce() {
        assertThat(errors(MINIMAL + "    accounts: [self, 12e45678]\n"))
                .singleElement()
                .asString()
                .contains("account 12e45678 is named twice");
        assertThat(errors(MINIMAL + "  - {key: 12e45678, secret: x, products: ASR, accounts: other}\n"))
                .singleElement()
                .asString()
                .contains("another credential has the same key");
    }

    @Test
    void aSecretMayComeFromAFile() throws ConfigurationWrong, IOException {
        Files.writeString(folder.resolve("secret"), "\uFEFFfrom-a-file\n"); // as some editors write it
        String yaml = MINIMAL.replace("secret: ${VONAGE_API_SECRET}", "secret-file: secret");
        assertThat(read(yaml).sources())
                .hasEntrySatisfying("12e45678", s -> assertThat(s.secret()).isEqualTo("from-a-file"));
        assertThat(errors(yaml.replace("secret-file: secret", "secret-file: nowhere")))
                .singleElement()
                .asString()
                .contains("there is no file");
        assertThat(errors(yaml + "    secret: also\n"))
                .singleElement()
                .asString()
                .contains("keep one of them");
    }

    @Test
    void whatIsNoYamlIsAnErrorWithItsLine() {
        assertThat(errors("a: [1")).isNotEmpty().allSatisfy(e -> assertThat(e).doesNotContain("Exception"));
        assertThat(errors("")).singleElement().asString().contains("the file is empty");
        assertThat(errors("- a")).singleElement().asString().contains("no mapping");
        assertThat(errors("group: a\ngroup: b"))
                .anySatisfy(e -> assertThat(e).contains("group (line 2): is written twice"));
    }

    @Test
    void aVariableThatIsNotSetIsReportedOnce() {
        assertThat(errors(MINIMAL.replace("${VONAGE_API_KEY}", "${MISSING}")))
                .singleElement()
                .asString()
                .contains("the environment variable MISSING is not set");
    }

    @Test
    void aVariableCannotChangeTheStructureOfTheFile() throws ConfigurationWrong {
        assertThat(read(MINIMAL + "group: ${NAME:-plain}\n").kafka().group()).isEqualTo("plain");
        assertThat(errors(MINIMAL + "group: \"${EMPTY:-a}: b\"\n")).hasSize(1);
    }

    @Test
    void noSecretIsShownAnywhere() throws ConfigurationWrong {
        Configuration configuration = read(MINIMAL
                + """
                api: {proxy: {host: proxy, user: me, password: "sentinel-secret"}}
                """
                        .replace("kafka", "")
                + "log: {level: debug}\n");
        assertThat(configuration.effective()).contains("secret: (hidden)").contains("api.proxy.password: (hidden)");
        assertThat(configuration + " " + configuration.sources() + configuration.kafka())
                .doesNotContain("sentinel");
        assertThat(errors(MINIMAL.replace("key: ${VONAGE_API_KEY}", "key: ${VONAGE_API_SECRET}!")))
                .allSatisfy(e -> assertThat(e).doesNotContain("sentinel"));
    }

    @Test
    void kafkasPasswordsAreHiddenAndItsUnknownPropertiesToo() throws ConfigurationWrong {
        Configuration configuration = read(MINIMAL.replace(
                "{bootstrap.servers: localhost:9092}",
                "{bootstrap.servers: 'localhost:9092', sasl.jaas.config: sentinel, linger.mss: sentinel}"));
        assertThat(configuration.effective())
                .contains("kafka.sasl.jaas.config: (hidden)")
                .doesNotContain("sentinel");
        assertThat(configuration.warnings()).singleElement().asString().contains("did you mean linger.ms?");
    }

    private Configuration read(String yaml) throws ConfigurationWrong {
        return new ConfigurationReader(ENVIRONMENT::get, Clock.fixed(NOW, ZoneOffset.UTC)).read(yaml, folder);
    }

    private List<String> errors(String yaml) {
        List<String> errors = new ArrayList<>();
        assertThatExceptionOfType(ConfigurationWrong.class)
                .isThrownBy(() -> read(yaml))
                .satisfies(e -> e.problems().forEach(p -> errors.add(p.toString())));
        return errors;
    }

    private static List<String> ids(Configuration configuration) {
        return configuration.ingestor().streams().stream()
                .map(s -> s.id().text())
                .toList();
    }
}
