package io.cdrstream.app;

import io.cdrstream.event.avro.Framing;
import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.registry.ConfluentRegistry;
import io.cdrstream.registry.RegistryRefused;
import io.cdrstream.registry.RegistrySettings;
import io.cdrstream.registry.RegistryUnreachable;
import io.cdrstream.registry.SchemaIds;
import io.cdrstream.registry.SubjectNaming;
import io.cdrstream.registry.SubjectSchema;
import io.cdrstream.schemas.EventSchemas;
import java.util.List;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks a registry for the schemas of the configured streams, before anything is read: no event is ever written with an
 * id that nobody can look up, and a registry that goes down later is not missed.
 */
final class RegisteredSchemas {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");

    private static final String SUBJECT = "schema registry";
    private static final String UNREACHABLE = "look at registry.url, TLS and the network; run would wait for it";

    private final SubjectNaming naming;
    private final ConfluentRegistry registry;

    RegisteredSchemas(RegistrySettings settings, SubjectNaming naming) {
        this.naming = naming;
        this.registry = new ConfluentRegistry(settings, Version.text());
    }

    /** Waits for the registry; fails with {@link RegistryRefused} if it does not take a schema. */
    Mono<Framings> ask(List<CdrStream> streams) {
        return SchemaIds.of(
                        registry,
                        wanted(streams),
                        sentence -> LOG.warn("waiting for the schema registry: {}", sentence))
                .map(ids -> (stream, schema) -> Framing.registered(ids.prefix(subject(stream, schema))));
    }

    /** What the registry would say to each schema; registers none, waits for nobody. */
    Mono<List<Verdict>> inspect(List<CdrStream> streams) {
        List<SubjectSchema> wanted = wanted(streams);
        return wanted.isEmpty()
                ? Mono.just(List.of(Verdict.warning(SUBJECT, "is configured, but no stream has format: avro", null)))
                : Flux.fromIterable(wanted)
                        .concatMap(this::verdict, 1)
                        .takeUntil(verdict -> verdict.subject().equals(SUBJECT)) // who is away for one is away for all
                        .collectList();
    }

    private Mono<Verdict> verdict(SubjectSchema schema) {
        String subject = SUBJECT + ", subject " + schema;
        return registry.standing(schema)
                .map(standing -> switch (standing) {
                    case KNOWN -> Verdict.fine(subject, "knows our schema");
                    case WOULD_BE_REGISTERED -> Verdict.fine(subject, "does not know our schema; run registers it");
                })
                .onErrorResume(RegistryRefused.class, e -> Mono.just(Verdict.wrong(subject, sentence(e), null)))
                .onErrorResume(
                        RegistryUnreachable.class, e -> Mono.just(Verdict.wrong(SUBJECT, sentence(e), UNREACHABLE)));
    }

    private static String sentence(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    private List<SubjectSchema> wanted(List<CdrStream> streams) {
        return streams.stream()
                .filter(stream -> stream.format() == EventFormat.AVRO)
                .map(stream -> subject(stream, EventSchemas.of(stream.product().name())))
                .distinct()
                .toList();
    }

    private SubjectSchema subject(CdrStream stream, Schema schema) {
        return new SubjectSchema(naming.subject(stream.topic(), schema.getFullName()), schema.toString());
    }
}
