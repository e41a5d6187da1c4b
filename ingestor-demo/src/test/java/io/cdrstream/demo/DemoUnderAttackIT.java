package io.cdrstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoUnderAttackIT {

    private final Rehearsal rehearsal;

    DemoUnderAttackIT(@TempDir Path directory) {
        this.rehearsal = new Rehearsal(directory);
    }

    @Test
    void faultsChangeNothing() {
        assertThat(rehearsal.demo("--for", "6s", "--faults", "0.2"))
                .as(rehearsal.text())
                .isZero();

        assertThat(rehearsal.text()).contains("faults befell answers").contains("AGREES");
    }

    @Test
    void aProcessThatIsKilledLosesNothingAndRepeatsNothing() {
        assertThat(rehearsal.demo("--for", "8s", "--kills", "2"))
                .as(rehearsal.text())
                .isZero();

        assertThat(rehearsal.text()).contains("at one of 2 kills").contains("AGREES");
    }
}
