package io.cdrstream.app.cli;

import io.cdrstream.app.Version;
import io.cdrstream.registry.ConfluentRegistry;
import io.cdrstream.registry.RegistryRefused;
import io.cdrstream.registry.RegistrySettings;
import io.cdrstream.registry.RegistryUnreachable;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The schemas that a registry has by their ids. One that cannot be had is a line of complaint, and empty. */
final class RegistrySchemas implements IntFunction<Optional<Schema>> {

    private final ConfluentRegistry registry;
    private final PrintWriter err;

    RegistrySchemas(RegistrySettings settings, PrintWriter err) {
        this.registry = new ConfluentRegistry(settings, Version.text());
        this.err = err;
    }

    @Override
    public Optional<Schema> apply(int id) {
        try {
            return Await.of(registry.schema(id)).map(new Schema.Parser()::parse);
        } catch (RegistryRefused | RegistryUnreachable e) {
            err.println("! " + e.getMessage() + "; reading by this version's schema of the product");
        } catch (AvroRuntimeException e) {
            err.println("! schema id " + id + " of the registry is no Avro schema");
        }
        return Optional.empty();
    }
}
