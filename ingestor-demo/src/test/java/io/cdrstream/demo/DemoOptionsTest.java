package io.cdrstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class DemoOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "--rate 0, --rate",
        "--faults 0.6, --faults",
        "--kills -1, --kills",
        "--kafka-port 70000, --kafka-port",
        "--kafka-port -1, --kafka-port",
        "--config mine.yaml --cap 0, --cap",
        "--config mine.yaml --cap -1, --cap",
        "--cap 0.50, --cap",
        "--config mine.yaml --kills 1, --kills"
    })
    void whatMakesNoSenseIsNamed(String options, String named) {
        assertThat(options(options).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains(named));
    }

    @ParameterizedTest
    @CsvSource({"--for 30s --kills 5", "--config mine.yaml --cap 0.50", "--kafka-port 19092"})
    void whatMakesSenseIsTaken(String options) {
        assertThat(options(options).problem()).isEmpty();
    }

    private static DemoOptions options(String options) {
        return CommandLine.populateCommand(new DemoOptions(), options.split(" "));
    }
}
