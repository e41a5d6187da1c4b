package io.cdrstream.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the registry knows us. No text of it holds a secret (I6). */
public sealed interface RegistryAccess {

    /** The value of {@code Authorization}; null = no such header. */
    @Nullable
    String header();

    /** What must not show up anywhere, in each spelling that is sent. */
    List<String> secrets();

    /** For a registry that asks nobody. */
    record Anonymous() implements RegistryAccess {

        @Override
        public @Nullable String header() {
            return null;
        }

        @Override
        public List<String> secrets() {
            return List.of();
        }
    }

    /** User and password, or an API key and its secret. */
    record Basic(String username, String password) implements RegistryAccess {

        @Override
        public String header() {
            return "Basic " + pair();
        }

        @Override
        public List<String> secrets() {
            return List.of(password, pair());
        }

        private String pair() {
            byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return username;
        }
    }

    /** A token that somebody else renews. */
    record Bearer(String token) implements RegistryAccess {

        @Override
        public String header() {
            return "Bearer " + token;
        }

        @Override
        public List<String> secrets() {
            return List.of(token);
        }

        @Override
        public String toString() {
            return "bearer token";
        }
    }
}
