package io.cdrstream.source.vonage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the API with one credential.
 *
 * @param baseUrl scheme, host and port; credentials go nowhere else
 * @param responseTimeout longest silence while waiting for, or in the middle of, an answer
 * @param pageTimeout longest time for one whole page, however slowly it drips
 * @param maxBodyBytes largest page, decompressed
 * @param proxy null = direct
 * @param caFile PEM certificates to trust instead of the JDK's; null = the JDK's
 */
public record VonageSettings(
        URI baseUrl,
        String key,
        String secret,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration pageTimeout,
        int maxBodyBytes,
        boolean gzip,
        @Nullable Proxy proxy,
        @Nullable Path caFile) {

    /** An HTTP proxy; user and password are null where it asks for none. */
    public record Proxy(String host, int port, @Nullable String user, @Nullable String password) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Without the secret (I6). */
    @Override
    public String toString() {
        return key + " at " + baseUrl;
    }
}
