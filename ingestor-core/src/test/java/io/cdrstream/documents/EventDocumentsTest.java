package io.cdrstream.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Fails when the reference pages or JSON Schemas in the repository are not those of the Avro schemas. With
 * {@code -Dcdrstream.documents=write} it writes them instead.
 */
final class EventDocumentsTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final String MENDING = "mvn -pl ingestor-core -am test -Dtest=EventDocumentsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dcdrstream.documents=write";

    @Test
    void theDocumentsInTheRepositoryAreThoseOfTheSchemas() throws IOException {
        boolean isWriting = "write".equals(System.getProperty("cdrstream.documents"));
        for (Map.Entry<Path, String> document : EventDocuments.all().entrySet()) {
            Path file = REPOSITORY.resolve(document.getKey());
            if (isWriting) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, document.getValue());
            }
            assertThat(file).as(MENDING).exists();
            assertThat(Files.readString(file)).as(file + ": " + MENDING).isEqualTo(document.getValue());
        }
    }

    @Test
    void everyHeaderOfAnEventHasItsSentence() {
        Products.schemas().stream()
                .map(Products::product)
                .filter(product -> product != null)
                .flatMap(product -> SimulatedRecords.streams(product).stream())
                .flatMap(stream -> SampleEvent.of(stream).headers().keySet().stream())
                .distinct()
                .forEach(header -> assertThat(HeaderMeaning.of(header)).endsWith("."));
    }
}
