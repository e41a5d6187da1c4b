package io.cdrstream.source.vonage;

import io.cdrstream.http.TrustedTls;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/**
 * The configured HTTP client of one credential. It never repeats a request by itself (a silent repetition would be paid
 * twice, I8), never follows a redirect (credentials go to the configured host only) and never logs what it sends (I6).
 */
final class VonageHttp {

    static final String PATH = "/v2/reports/records";

    private static final int MORE_THAN_EVER_IN_FLIGHT = 256;
    /** Below the idle timeouts usual at load balancers, so that a pooled connection is rarely dead. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(20);

    private VonageHttp() {}

    /** @param metrics needs Micrometer on the class path */
    static ConnectionProvider connections(VonageSettings settings, boolean metrics) {
        return ConnectionProvider.builder("vonage-" + settings.key())
                .maxConnections(MORE_THAN_EVER_IN_FLIGHT)
                .maxIdleTime(MAX_IDLE)
                .lifo()
                .pendingAcquireMaxCount(-1)
                .metrics(metrics)
                .build();
    }

    static HttpClient client(VonageSettings settings, ConnectionProvider connections, String agent) {
        HttpClient client = HttpClient.create(connections)
                .baseUrl(base(settings.baseUrl()))
                .disableRetry(true)
                .followRedirect(false)
                .compress(settings.gzip())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .headers(h -> h.set(HttpHeaderNames.AUTHORIZATION, "Basic " + token(settings))
                        .set(HttpHeaderNames.ACCEPT, "application/json")
                        .set(HttpHeaderNames.USER_AGENT, agent));
        HttpClient secured =
                TrustedTls.secured(client, settings.baseUrl(), settings.caFile(), settings.connectTimeout());
        return proxied(secured, settings);
    }

    /** Key and secret in standard base64 with padding; the URL-safe alphabet is refused for some secrets. */
    static String token(VonageSettings settings) {
        String pair = settings.key() + ":" + settings.secret();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String base(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static HttpClient proxied(HttpClient client, VonageSettings settings) {
        VonageSettings.@Nullable Proxy proxy = settings.proxy();
        if (proxy == null) {
            return client.noProxy();
        }
        return client.proxy(spec -> {
            ProxyProvider.Builder to = spec.type(ProxyProvider.Proxy.HTTP)
                    .host(proxy.host())
                    .port(proxy.port())
                    .connectTimeoutMillis(settings.connectTimeout().toMillis());
            if (proxy.user() != null && proxy.password() != null) {
                String password = proxy.password();
                to.username(proxy.user()).password(user -> password);
            }
        });
    }
}
