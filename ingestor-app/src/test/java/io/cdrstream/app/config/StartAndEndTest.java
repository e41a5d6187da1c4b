package io.cdrstream.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code start} and {@code end} of a stream. */
final class StartAndEndTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private static final String WITHOUT_CAP =
            """
            kafka: {bootstrap.servers: localhost:9092}
            credentials:
              - key: abcd1234
                secret: ${SECRET}
                products: [SMS, VOICE-CALL]
            """;

    private static final String CAPPED = WITHOUT_CAP + "    daily-cap: 5\n";

    @Test
    void anEarlierStartNeedsACapThatSomebodyChose() throws ConfigurationWrong {
        assertThat(errors(WITHOUT_CAP + "    start: 2026-06-01\n")).hasSize(1);
        assertThat(read(WITHOUT_CAP + "    start: 2026-06-01\n    daily-cap: 5\n")
                        .ingestor()
                        .streams())
                .allSatisfy(s -> assertThat(s.start()).isEqualTo("2026-06-01T00:00:00Z"));
    }

    @Test
    void timesThatCannotBeRightAreErrors() {
        assertThat(errors(CAPPED + "    start: 2026-06-16\n"))
                .singleElement()
                .asString()
                .contains("is in the future");
        assertThat(errors(CAPPED + "    start: 2026-06-10\n    end: 2026-06-10\n"))
                .singleElement()
                .asString()
                .contains("the end is not after the start");
        assertThat(errors(CAPPED + "    start: yesterday\n"))
                .singleElement()
                .asString()
                .contains("is not now,");
    }

    @Test
    void anEndBehindWhereNewStreamsBeginIsWorthAWarning() throws ConfigurationWrong {
        assertThat(read(CAPPED + "    start: -12d\n    end: 2026-06-10\n").warnings())
                .isEmpty();
        assertThat(read(CAPPED + "    start: -2d\n    end: 2026-06-10\n").warnings())
                .singleElement()
                .asString()
                .contains("the end is not after the start")
                .contains("read nothing");
        assertThat(read(CAPPED + "    end: 2026-06-10\n").warnings())
                .singleElement()
                .asString()
                .contains("the end has passed");
    }

    @Test
    void aTimeThatTheApiHasForgottenIsNoError() throws ConfigurationWrong {
        assertThat(read(CAPPED + "    start: 2025-01-01\n    end: 2025-02-01\n").warnings())
                .extracting(Object::toString)
                .satisfiesExactly(start -> assertThat(start).contains("the API keeps 13 months"), end -> assertThat(end)
                        .contains("the API has forgotten all of it")
                        .contains("read nothing"));
    }

    @Test
    void aStartBeyondTheApisMemoryIsMovedWithAWarning() throws ConfigurationWrong {
        Configuration configuration = read(CAPPED + "    start: 2020-01-01\n");
        assertThat(configuration.warnings()).singleElement().asString().contains("the API keeps 13 months");
        assertThat(configuration.ingestor().streams())
                .allSatisfy(s -> assertThat(s.start()).isAfter("2025-05-01T00:00:00Z"));
    }

    private static Configuration read(String yaml) throws ConfigurationWrong {
        return new ConfigurationReader(name -> "sentinel-secret", Clock.fixed(NOW, ZoneOffset.UTC))
                .read(yaml, Path.of("."));
    }

    private static List<String> errors(String yaml) {
        try {
            read(yaml);
            return List.of();
        } catch (ConfigurationWrong e) {
            return e.problems().stream().map(Object::toString).toList();
        }
    }
}
