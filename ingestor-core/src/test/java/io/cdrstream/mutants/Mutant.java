package io.cdrstream.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A change to one line that breaks an invariant.
 *
 * @param invariant what it breaks
 * @param source the class it changes
 * @param line the text that enforces the invariant; must stand in the source exactly once
 * @param mutated what stands there instead
 * @param test the test that has to notice
 */
record Mutant(String invariant, String source, String line, String mutated, String test) {

    /** Below the folder of sources. */
    String file() {
        return source.replace('.', '/') + ".java";
    }

    /**
     * The source with the change.
     *
     * @throws AssertionError if the line does not stand there once
     */
    String applied() throws IOException {
        String text = Files.readString(Path.of("src/main/java", file()));
        assertThat(text.split(Pattern.quote(line), -1))
                .as("the line of %s stands in %s once", this, file())
                .hasSize(2);
        return text.replace(line, mutated);
    }

    @Override
    public String toString() {
        return invariant + ": " + source.substring(source.lastIndexOf('.') + 1) + " with " + mutated;
    }
}
