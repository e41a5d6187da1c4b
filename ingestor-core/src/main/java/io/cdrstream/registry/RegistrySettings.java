package io.cdrstream.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a Confluent-compatible registry, and what we may do there.
 *
 * @param url up to where {@code /subjects} follows, without credentials; ours go nowhere else
 * @param answerTimeout longest time for one whole answer, from the connection to the last byte
 * @param caFile PEM certificates to trust instead of the JDK's; null = the JDK's
 */
public record RegistrySettings(
        URI url,
        Mode mode,
        RegistryAccess access,
        Duration connectTimeout,
        Duration answerTimeout,
        @Nullable Path caFile) {

    /** What is done with a schema that the registry does not hold yet. */
    public enum Mode {
        /** It is registered, if the subject's compatibility rule allows it. */
        REGISTER,
        /** It is an error: registering is somebody else's right. */
        LOOKUP
    }

    public RegistrySettings {
        if (url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "the registry's URL is scheme, host, port and path; credentials have keys of their own");
        }
    }

    /** Without the secret (I6). */
    @Override
    public String toString() {
        return mode + " at " + url;
    }
}
