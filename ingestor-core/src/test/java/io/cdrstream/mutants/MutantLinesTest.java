package io.cdrstream.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever moves a line that a mutant changes hears of it in every build, and not first when the mutants are run. */
class MutantLinesTest {

    @ParameterizedTest
    @MethodSource("io.cdrstream.mutants.MutantsTest#mutants")
    void theLineThatItChangesIsThere(Mutant mutant) throws IOException {
        assertThat(mutant.applied()).contains(mutant.mutated());
    }
}
