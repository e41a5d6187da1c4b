package io.cdrstream.documents;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Every file that is made from the schemas, by its place in the repository. */
final class EventDocuments {

    private static final Path PAGES = Path.of("docs/events");
    private static final Path SCHEMAS = Path.of("schemas/src/main/resources/cdrstream/events");

    private EventDocuments() {}

    static Map<Path, String> all() {
        Map<Path, String> documents = new TreeMap<>();
        documents.put(PAGES.resolve("README.md"), EventIndex.markdown());
        for (Schema schema : Products.schemas()) {
            String name = Products.file(schema);
            documents.put(PAGES.resolve(name + ".md"), EventPage.markdown(schema));
            documents.put(SCHEMAS.resolve(name + ".schema.json"), RecordSchema.json(schema));
        }
        return documents;
    }
}
