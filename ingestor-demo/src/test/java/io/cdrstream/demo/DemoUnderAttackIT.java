package io.cdrstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoUnderAttackIT {

    private final Screen screen;

    DemoUnderAttackIT(@TempDir Path directory) {
        this.screen = new Screen(directory);
    }

    @Test
    void faultsChangeNothing() {
        assertThat(screen.demo("--for", "6s", "--faults", "0.2"))
                .as(screen.text())
                .isZero();

        assertThat(screen.text()).contains("faults befell answers").contains("AGREES");
    }

    @Test
    void aProcessThatIsKilledLosesNothingAndRepeatsNothing() {
        assertThat(screen.demo("--for", "8s", "--kills", "2")).as(screen.text()).isZero();

        assertThat(screen.text()).contains("at one of 2 kills").contains("AGREES");
    }
}
