package io.cdrstream.source.vonage;

import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What it means when an exchange ends without a whole HTTP answer: all of it may pass. */
final class Breakdowns {

    private final String host;
    private final Masked masked;

    Breakdowns(String host, Masked masked) {
        this.host = host;
        this.masked = masked;
    }

    Failed answer(Throwable thrown) {
        if (thrown instanceof CutPage cut) {
            Failed why = answer(cut.reason());
            return new Failed(why.fault() == Fault.MALFORMED ? Fault.MALFORMED : Fault.CUT, why.sentence(), cut.date());
        }
        Throwable error = telling(thrown);
        if (error instanceof Patience.Lost) {
            return new Failed(Fault.TIMEOUT, masked.text(String.valueOf(error.getMessage())), null);
        }
        if (error instanceof TimeoutException) {
            return new Failed(Fault.TIMEOUT, host + ": no free connection", null);
        }
        Fault fault = error instanceof IOException ? Fault.CONNECTION : Fault.MALFORMED;
        return new Failed(fault, sentence(error), null);
    }

    /**
     * The network's own error, however wrapped: a proxy's refusal comes inside of a TLS error, that inside of a
     * codec's.
     */
    private static Throwable telling(Throwable thrown) {
        Throwable telling = thrown;
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                telling = t;
            }
            if (t instanceof UnknownHostException || t instanceof ConnectException) {
                return t;
            }
        }
        return telling;
    }

    private String sentence(Throwable error) {
        if (error instanceof UnknownHostException) {
            return host + ": unknown host";
        }
        if (error instanceof ConnectException) {
            return host + ": no connection";
        }
        if (error instanceof SSLException) {
            return host + ": no trusted TLS connection (" + masked.text(String.valueOf(error.getMessage())) + ")";
        }
        if (error instanceof IOException) {
            return host + ": connection closed before the answer was whole";
        }
        return host + ": what came is not HTTP (" + error.getClass().getSimpleName() + ")";
    }
}
