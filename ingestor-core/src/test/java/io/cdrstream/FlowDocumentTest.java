package io.cdrstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/flow.md} shows the main flow itself, not a memory of it. */
class FlowDocumentTest {

    @Test
    void thePageShowsTheCode() throws Exception {
        String source = Files.readString(Path.of("src/main/java/io/cdrstream/flow/Poller.java"));
        String flow = source.substring(
                source.indexOf("    /** Polls until cancelled. */"), source.indexOf("    private Mono<Answer> ask"));
        String page = Files.readString(Path.of("../docs/flow.md"));

        assertThat(page).contains("```java\n" + flow.stripTrailing().stripIndent() + "\n```");
    }
}
