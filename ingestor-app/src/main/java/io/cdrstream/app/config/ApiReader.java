package io.cdrstream.app.config;

import io.cdrstream.source.vonage.VonageSettings;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code api}: how to reach it, the same for every credential. */
final class ApiReader {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Problems problems;
    private final Attachments attachments;
    private final Values api;

    ApiReader(Problems problems, Attachments attachments, Values api) {
        this.problems = problems;
        this.attachments = attachments;
        this.api = api;
    }

    /** The settings without a credential. */
    VonageSettings read() {
        return new VonageSettings(
                baseUrl(),
                "",
                "",
                api.require(ConfigKeys.CONNECT_TIMEOUT),
                api.require(ConfigKeys.RESPONSE_TIMEOUT),
                api.require(ConfigKeys.PAGE_TIMEOUT),
                Math.toIntExact(api.require(ConfigKeys.MAX_BODY)),
                api.require(ConfigKeys.GZIP),
                proxy(),
                attachments.certificates(api.section("tls"), ConfigKeys.CA_FILE));
    }

    static VonageSettings with(VonageSettings api, String key, String secret) {
        return new VonageSettings(
                api.baseUrl(),
                key,
                secret,
                api.connectTimeout(),
                api.responseTimeout(),
                api.pageTimeout(),
                api.maxBodyBytes(),
                api.gzip(),
                api.proxy(),
                api.caFile());
    }

    private URI baseUrl() {
        URI url = api.require(ConfigKeys.BASE_URL);
        if ("http".equals(url.getScheme()) && !LOOPBACK.contains(url.getHost())) {
            problems.warning(
                    api.placeOf(ConfigKeys.BASE_URL), "sends secrets over the network unencrypted", "write https://");
        }
        return url;
    }

    private VonageSettings.@Nullable Proxy proxy() {
        Values proxy = api.section("proxy");
        @Nullable String host = proxy.written(ConfigKeys.PROXY_HOST);
        @Nullable
        String password = attachments.secret(proxy, ConfigKeys.PROXY_PASSWORD, ConfigKeys.PROXY_PASSWORD_FILE, false);
        if (host == null) {
            if (!proxy.node().fields().isEmpty() && !proxy.has(ConfigKeys.PROXY_HOST)) {
                problems.error(proxy.placeOf(ConfigKeys.PROXY_HOST), "is required for a proxy", null);
            }
            return null;
        }
        return new VonageSettings.Proxy(
                host, proxy.require(ConfigKeys.PROXY_PORT), proxy.written(ConfigKeys.PROXY_USER), password);
    }
}
