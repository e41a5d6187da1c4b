package io.cdrstream.app;

import io.cdrstream.event.avro.Framing;
import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.registry.ConfluentRegistry;
import io.cdrstream.registry.RegistryRefused;
import io.cdrstream.registry.RegistrySettings;
import io.cdrstream.registry.SchemaIds;
import io.cdrstream.registry.SubjectNaming;
import io.cdrstream.registry.SubjectSchema;
import io.cdrstream.schemas.EventSchemas;
import java.util.List;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Asks a registry for the schemas of the configured streams, before anything is read: no event is ever written with an
 * id that nobody can look up, and a registry that goes down later is not missed.
 */
final class RegisteredSchemas {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");

    private final SubjectNaming naming;
    private final ConfluentRegistry registry;

    RegisteredSchemas(RegistrySettings settings, SubjectNaming naming) {
        this.naming = naming;
        this.registry = new ConfluentRegistry(settings, Version.text());
    }

    /** Waits for the registry; fails with {@link KafkaRefused} if it does not take a schema. */
    Mono<Framings> ask(List<CdrStream> streams) {
        List<SubjectSchema> wanted = streams.stream()
                .filter(stream -> stream.format() == EventFormat.AVRO)
                .map(stream -> subject(stream, EventSchemas.of(stream.product().name())))
                .toList();
        return SchemaIds.of(registry, wanted, sentence -> LOG.warn("waiting for the schema registry: {}", sentence))
                .<Framings>map(ids -> (stream, schema) -> Framing.registered(ids.prefix(subject(stream, schema))))
                .onErrorMap(RegistryRefused.class, RegisteredSchemas::refused);
    }

    private SubjectSchema subject(CdrStream stream, Schema schema) {
        return new SubjectSchema(naming.subject(stream.topic(), schema.getFullName()), schema.toString());
    }

    private static KafkaRefused refused(RegistryRefused e) {
        Verdict verdict = Verdict.wrong("schema registry", String.valueOf(e.getMessage()), null);
        return new KafkaRefused(List.of(verdict), e);
    }
}
