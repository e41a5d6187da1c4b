package io.cdrstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.tcp.SslProvider;

/** Self-signed certificates, each for one host name, made by the JDK's own tool. */
public record Certificates(Path directory) {

    private static final String PASSWORD = "changeit";

    public Certificates make(String host) throws Exception {
        keytool("-genkeypair", host, "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        keytool("-exportcert", host, "-rfc", "-file", pem(host).toString());
        return this;
    }

    /** The certificate, as one trusts it. */
    public Path pem(String host) {
        return directory.resolve(host + ".pem");
    }

    /** A server that proves to be this host. */
    public SslProvider server(String host) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(host + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return SslProvider.builder()
                .sslContext(Http11SslContextSpec.forServer(keys))
                .build();
    }

    private void keytool(String command, String host, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command));
        line.addAll(List.of("-alias", host, "-storepass", PASSWORD));
        line.addAll(List.of("-keystore", directory.resolve(host + ".p12").toString()));
        line.addAll(List.of(more));
        assertThat(new ProcessBuilder(line).redirectErrorStream(true).start().waitFor())
                .isZero();
    }
}
