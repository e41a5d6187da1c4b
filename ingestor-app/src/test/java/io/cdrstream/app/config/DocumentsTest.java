package io.cdrstream.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fails when the checked-in copies differ from the catalogue; the assertion names the command that mends it. */
final class DocumentsTest {

    @Test
    void theReferenceInTheRepositoryIsThatOfTheCatalogue() throws IOException {
        assertThat(Documents.reference())
                .as("cdrstream config --reference > docs/configuration.md")
                .isEqualTo(Files.readString(Path.of("../docs/configuration.md")));
    }

    @Test
    void theSchemaInTheRepositoryIsThatOfTheCatalogue() throws IOException {
        Path schema = Path.of("../schemas/src/main/resources/cdrstream/config.schema.json");
        assertThat(Documents.schema())
                .as("cdrstream config --schema > schemas/src/main/resources/cdrstream/config.schema.json")
                .isEqualTo(Files.readString(schema));
    }

    @Test
    void theExampleRunsAsItIs() throws ConfigurationWrong {
        Map<String, String> environment = Map.of("VONAGE_API_KEY", "abcd1234", "VONAGE_API_SECRET", "x");
        Configuration configuration =
                new ConfigurationReader(environment::get, Clock.systemUTC()).read(Documents.example(), Path.of("."));
        assertThat(configuration.ingestor().streams()).hasSize(3);
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void everyKeyIsInTheReferenceAndInTheExample() {
        assertThat(ConfigKeys.all()).allSatisfy(key -> {
            assertThat(Documents.reference()).contains("`" + key.path() + "`");
            assertThat(Documents.example()).contains(key.sentence().split(" ")[0]);
            if (key.byDefault() != null) {
                assertThat(key.type().parse(key.byDefault())).isNotNull();
            }
        });
    }

    @Test
    void theSchemaRefusesUnknownKeysAtEveryLevel() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Documents.schema());
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        JsonNode credential = schema.path("properties").path("credentials").path("items");
        assertThat(credential.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(credential.path("properties").has("daily-cap")).isTrue();
    }
}
