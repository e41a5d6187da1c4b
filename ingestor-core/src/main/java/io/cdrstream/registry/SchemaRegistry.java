package io.cdrstream.registry;

import reactor.core.publisher.Mono;

/** Knows schemas by id, so that an event carries five bytes instead of its schema. */
public interface SchemaRegistry {

    /**
     * The id of this very schema under its subject. Asks once per subscription; asking again is harmless, since the
     * same schema gets the same id.
     *
     * @return fails with {@link RegistryRefused} or {@link RegistryUnreachable}, and with nothing else
     */
    Mono<Integer> id(SubjectSchema schema);
}
