package io.cdrstream.http;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.SslProvider;

/** TLS for {@code https} addresses: certificate and host name are always checked, and no option turns that off. */
public final class TrustedTls {

    private TrustedTls() {}

    /**
     * The same client, speaking TLS if the address says so.
     *
     * @param caFile PEM certificates to trust instead of the JDK's; null = the JDK's
     */
    public static HttpClient secured(HttpClient client, URI url, @Nullable Path caFile, Duration handshakeTimeout) {
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            return client;
        }
        Http11SslContextSpec tls = Http11SslContextSpec.forClient();
        if (caFile != null) {
            File trusted = caFile.toFile();
            tls = tls.configure(builder -> builder.trustManager(trusted));
        }
        SslProvider.GenericSslContextSpec<SslContextBuilder> context = tls;
        return client.secure(spec -> spec.sslContext(context).handshakeTimeout(handshakeTimeout));
    }

    /** Whether the file holds certificates that can be trusted: in PEM, at least one, and none that is broken. */
    public static boolean areCertificates(Path caFile) {
        try {
            SslContextBuilder.forClient().trustManager(caFile.toFile());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
