package io.cdrstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.simulator.cdr.StreamKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulatorMainTest {

    @Test
    void theOptionsBecomeAPlan() {
        SimulatorPlan plan = plan(
                "--seed=5 --key=master01 --accounts=a,b --products=SMS,AMD --cdrs-per-second=2.5 --history=2h --rate-limit=3",
                "--latency=250ms --fault=cut-body=0.25 --fault=reset@17 --virtual-time=2026-01-01T00:00:00Z --speed=0");

        assertThat(plan.seed()).isEqualTo(5);
        assertThat(plan.accounts()).containsExactly("a", "b");
        assertThat(plan.traffic().products()).containsExactlyInAnyOrder("SMS", "AMD");
        assertThat(plan.traffic().since()).isEqualTo(Instant.parse("2025-12-31T22:00:00Z"));
        assertThat(plan.rules().requestsPerSecond()).isEqualTo(3);
        assertThat(plan.rules().latency()).isEqualTo(Duration.ofMillis(250));
        assertThat(plan.faults().chances()).containsEntry(Fault.CUT_BODY, 0.25);
        assertThat(plan.faults().exact()).containsEntry(17L, Fault.RESET);
        assertThat(plan.clock().instant()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void onlyTheNamedProductsHaveTraffic() {
        SimulatorPlan plan = plan("--products=SMS --history=1h");
        try (ReportsSimulator simulator = ReportsSimulator.start(plan)) {
            Instant now = plan.clock().instant();

            assertThat(simulator.truth().count(new StreamKey("demo1234", "SMS", "inbound"), now))
                    .isPositive();
            assertThat(simulator.truth().count(StreamKey.of("demo1234", "AMD"), now))
                    .isZero();
        }
    }

    @Test
    void mistakesAreExplainedInOneLineAndExitWithTwo() {
        assertThat(mistake("--products=SMSS")).startsWith("Unknown product SMSS");
        assertThat(mistake("--fault=rest=0.1")).contains("expected name=probability or name@request", "cut-body");
        assertThat(mistake("--fault=reset=2")).contains("expected a probability from 0 to 1");
        assertThat(mistake("--fault=reset@0.5")).contains("expected a request from 1 on");
        assertThat(mistake("--late-share=3")).contains("expected a number from 0 to 1");
        assertThat(mistake("--cdrs-per-second=-1")).contains("expected a number from 0 to 1000000");
        assertThat(mistake("--speed=-1")).contains("expected a number, 0 or more");
        assertThat(mistake("--history=-1h")).contains("expected a duration such as 250ms");
        assertThat(mistake("--key=a:b")).contains("expected letters, digits, - and _ only");
        assertThat(mistake("--accounts=a,,b")).contains("expected letters, digits, - and _ only");
        assertThat(mistake("--rate-limit=NaN")).contains("expected a whole number, 0 or more");
        assertThat(refusal("--port=99999")).contains("expected a port from 0 to 65535");
        assertThat(mistake("--history=tomorrow")).contains("expected a duration such as 250ms");
        assertThat(mistake("--virtual-time=tomorrow")).contains("--virtual-time needs an instant");
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() {
        try (ReportsSimulator other = ReportsSimulator.start(plan("--history=1s"))) {
            int taken = other.baseUri().getPort();
            assertThat(refusal("--port=" + taken)).startsWith("Cannot listen on 127.0.0.1:" + taken);
        }
    }

    private static SimulatorPlan plan(String... options) {
        CommandLine line = SimulatorMain.commandLine();
        line.parseArgs(String.join(" ", options).split(" "));
        return line.<SimulatorMain>getCommand().plan();
    }

    /** On a free port, should it start after all. */
    private static String mistake(String option) {
        return refusal(option, "--port=0");
    }

    private static String refusal(String... options) {
        StringWriter errors = new StringWriter();
        CommandLine line = SimulatorMain.commandLine().setErr(new PrintWriter(errors));
        assertThat(line.execute(options)).isEqualTo(2);
        return errors.toString();
    }
}
