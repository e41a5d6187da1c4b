package io.cdrstream.testkit.registry;

import java.net.URI;
import java.util.UUID;

/** A running schema registry. */
public interface RegistryServer {

    /** Where {@code /subjects} follows. */
    URI url();

    /** A beginning of subjects that nobody else uses, so that tests can share the registry. */
    default String newSubjectPrefix() {
        return "s" + UUID.randomUUID().toString().substring(0, 8) + ".";
    }
}
