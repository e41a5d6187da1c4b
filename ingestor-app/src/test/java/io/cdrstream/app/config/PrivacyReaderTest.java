package io.cdrstream.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cdrstream.event.privacy.Privacy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyReaderTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("S", "secret");

    @TempDir
    private Path folder;

    @Test
    void withoutRulesEverythingIsPublishedAsItIs() throws ConfigurationWrong {
        assertThat(privacy("").policy("SMS").isNone()).isTrue();
    }

    @Test
    void aRuleHoldsForItsProductsOrForAllAndTheLaterOneWins() throws ConfigurationWrong, IOException {
        Files.writeString(folder.resolve("k"), "0123456789abcdef0123456789abcdef\n");
        Privacy privacy = privacy(
                """
                privacy:
                  key-file: k
                  rules:
                    - {field: to, action: tokenise}
                    - {field: to, action: mask, products: [VOICE-CALL]}
                    - {field: from, action: drop, products: SMS}
                """);
        assertThat(privacy.policy("SMS").redact("to", "447700900000")).startsWith("t_");
        assertThat(privacy.policy("SMS").redact("from", "447700900000")).isNull();
        assertThat(privacy.policy("VOICE-CALL").redact("to", "447700900000")).isEqualTo("44**********");
        assertThat(privacy.policy("VOICE-CALL").redact("from", "447700900000")).isEqualTo("447700900000");
    }

    @Test
    void whatIsWrongIsSaidWithItsPlaceAndHowToMendIt() throws IOException {
        Files.writeString(folder.resolve("k"), "short");
        assertThat(wrong("privacy: {rules: [{field: to, action: tokenise}]}"))
                .contains("privacy.rules[0].action")
                .contains("privacy.key-file")
                .contains("openssl rand -base64 32");
        assertThat(wrong("privacy: {key-file: k}"))
                .contains("privacy.key-file")
                .contains("5 bytes")
                .doesNotContain("short");
        assertThat(wrong("privacy: {rules: [{field: id, action: drop}]}")).contains("is the identity of a record");
        assertThat(wrong("privacy: {rules: [{field: to, action: hash}]}")).contains("privacy.rules[0].action");
        assertThat(wrong("privacy: {rules: [{action: drop}]}")).contains("privacy.rules[0].field");
    }

    @Test
    void aFieldThatNoRecordHasIsDoubted() throws ConfigurationWrong {
        assertThat(read("privacy: {rules: [{field: msgisdn, action: drop}]}").warnings())
                .singleElement()
                .asString()
                .contains("privacy.rules[0].field")
                .contains("did you mean msisdn?");
        assertThat(read("privacy: {rules: [{field: to, action: drop}]}").warnings())
                .isEmpty();
    }

    @Test
    void theEffectiveConfigurationNamesTheRules() throws ConfigurationWrong {
        String rules = "privacy: {rules: [{field: to, action: drop}, {field: from, action: mask, products: [SMS]}]}";
        assertThat(read(rules).effective())
                .contains("  - {field: to, action: drop, products: all}\n")
                .contains("  - {field: from, action: mask, products: [SMS]}\n");
        assertThat(read("").effective()).doesNotContain("privacy.rules");
    }

    @Test
    void aPasswordInAUrlIsNotRepeated() {
        assertThat(wrong("registry: {url: 'http://me:sentinel@localhost:8080'}"))
                .contains("registry.url")
                .doesNotContain("sentinel");
        assertThat(wrong("registry: {url: 'http://localhost:8080/apis', password: sentinel}"))
                .contains("registry.username")
                .doesNotContain("sentinel");
    }

    private String wrong(String yaml) {
        StringBuilder said = new StringBuilder();
        assertThatExceptionOfType(ConfigurationWrong.class)
                .isThrownBy(() -> privacy(yaml))
                .satisfies(e -> e.problems().forEach(said::append));
        return said.toString();
    }

    private Privacy privacy(String yaml) throws ConfigurationWrong {
        return read(yaml).kafka().privacy();
    }

    private Configuration read(String yaml) throws ConfigurationWrong {
        String whole =
                """
                kafka: {bootstrap.servers: 'localhost:9092'}
                credentials: [{key: abcd1234, secret: '${S}', products: [SMS]}]
                """
                        + yaml;
        return new ConfigurationReader(ENVIRONMENT::get, Clock.systemUTC()).read(whole, folder);
    }
}
