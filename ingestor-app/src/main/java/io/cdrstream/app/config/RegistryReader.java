package io.cdrstream.app.config;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.registry.RegistryAccess;
import io.cdrstream.registry.RegistrySettings;
import io.cdrstream.registry.SubjectNaming;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code registry}: who gives ids to Avro schemas, and how they are asked for. */
final class RegistryReader {

    private final Problems problems;
    private final Attachments attachments;
    private final Values registry;

    RegistryReader(Problems problems, Attachments attachments, Values registry) {
        this.problems = problems;
        this.attachments = attachments;
        this.registry = registry;
    }

    /** Null if there is none: then values name their schema by its fingerprint. */
    Configuration.@Nullable Registry read(List<CdrStream> streams) {
        RegistryAccess access = access();
        @Nullable URI url = registry.written(ConfigKeys.REGISTRY_URL);
        if (url == null) {
            if (!registry.node().fields().isEmpty() && !registry.has(ConfigKeys.REGISTRY_URL)) {
                problems.error(registry.placeOf(ConfigKeys.REGISTRY_URL), "is required for a registry", null);
            }
            return null;
        }
        SubjectNaming naming = SubjectNaming.valueOf(word(ConfigKeys.REGISTRY_SUBJECT));
        check(streams);
        @Nullable RegistrySettings settings = settings(url, access);
        return settings == null ? null : new Configuration.Registry(settings, naming);
    }

    private @Nullable RegistrySettings settings(URI url, RegistryAccess access) {
        @Nullable Path certificates = attachments.certificates(registry.section("tls"), ConfigKeys.REGISTRY_CA_FILE);
        try {
            return new RegistrySettings(
                    url,
                    RegistrySettings.Mode.valueOf(word(ConfigKeys.REGISTRY_MODE)),
                    access,
                    registry.require(ConfigKeys.REGISTRY_CONNECT_TIMEOUT),
                    registry.require(ConfigKeys.REGISTRY_ANSWER_TIMEOUT),
                    certificates);
        } catch (IllegalArgumentException e) {
            problems.error(registry.placeOf(ConfigKeys.REGISTRY_URL), String.valueOf(e.getMessage()), null);
            return null;
        }
    }

    private RegistryAccess access() {
        @Nullable String user = registry.written(ConfigKeys.REGISTRY_USER);
        @Nullable
        String password =
                attachments.secret(registry, ConfigKeys.REGISTRY_PASSWORD, ConfigKeys.REGISTRY_PASSWORD_FILE, false);
        @Nullable
        String token = attachments.secret(registry, ConfigKeys.REGISTRY_TOKEN, ConfigKeys.REGISTRY_TOKEN_FILE, false);
        if (token != null && user != null) {
            problems.error(
                    registry.placeOf(ConfigKeys.REGISTRY_TOKEN), "there is a username as well", "keep one of them");
        }
        if (password != null && user == null) {
            problems.error(
                    registry.placeOf(ConfigKeys.REGISTRY_USER), "is required with a password", "or write token alone");
        }
        if (user != null && password == null && !registry.has(ConfigKeys.REGISTRY_PASSWORD)) {
            problems.error(
                    registry.placeOf(ConfigKeys.REGISTRY_PASSWORD), "is required with a username", "or password-file");
        }
        if (token != null) {
            return new RegistryAccess.Bearer(token);
        }
        return user == null
                ? new RegistryAccess.Anonymous()
                : new RegistryAccess.Basic(user, password == null ? "" : password);
    }

    private void check(List<CdrStream> streams) {
        if (streams.stream().noneMatch(stream -> stream.format() == EventFormat.AVRO)) {
            problems.warning(
                    registry.placeOf(ConfigKeys.REGISTRY_URL),
                    "is not asked for anything, since no stream is Avro",
                    "write format: avro");
        }
    }

    private String word(ConfigKey<String> key) {
        return registry.require(key).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
