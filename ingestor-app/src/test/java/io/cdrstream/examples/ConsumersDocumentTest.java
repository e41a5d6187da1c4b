package io.cdrstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/consumers.md} shows the consumer that is run, not a memory of it. */
final class ConsumersDocumentTest {

    @Test
    void thePageShowsTheCode() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/cdrstream/examples/ChargeByCountry.java"));
        String consumer = source.substring(source.indexOf("/** Prints"));
        assertThat(Files.readString(Path.of("../docs/consumers.md"))).contains("```java\n" + consumer + "```");
    }
}
