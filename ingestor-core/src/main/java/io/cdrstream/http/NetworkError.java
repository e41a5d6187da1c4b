package io.cdrstream.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that ended without an HTTP answer, in words.
 *
 * @param telling the network's own error, however wrapped: a proxy's refusal comes inside of a TLS error, that inside
 *     of a codec's
 */
public record NetworkError(Throwable telling) {

    public static NetworkError of(Throwable thrown) {
        Throwable telling = thrown;
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                telling = t;
            }
            if (t instanceof UnknownHostException || t instanceof ConnectException) {
                return new NetworkError(t);
            }
        }
        return new NetworkError(telling);
    }

    /** Whether the network failed, as opposed to what came over it. */
    public boolean isConnection() {
        return telling instanceof IOException;
    }

    public String sentence(String host, Masked masked) {
        if (telling instanceof UnknownHostException) {
            return host + ": unknown host";
        }
        if (telling instanceof ConnectException) {
            return host + ": no connection";
        }
        if (telling instanceof SSLException) {
            return host + ": no trusted TLS connection (" + masked.text(String.valueOf(telling.getMessage())) + ")";
        }
        if (isConnection()) {
            return host + ": connection closed before the answer was whole";
        }
        return host + ": what came is not HTTP (" + telling.getClass().getSimpleName() + ")";
    }
}
