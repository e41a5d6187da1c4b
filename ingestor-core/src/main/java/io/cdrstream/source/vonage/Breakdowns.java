package io.cdrstream.source.vonage;

import io.cdrstream.http.Masked;
import io.cdrstream.http.NetworkError;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import java.util.concurrent.TimeoutException;

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
        NetworkError error = NetworkError.of(thrown);
        if (error.telling() instanceof Patience.Lost lost) {
            return new Failed(Fault.TIMEOUT, masked.text(String.valueOf(lost.getMessage())), null);
        }
        if (error.telling() instanceof TimeoutException) {
            return new Failed(Fault.TIMEOUT, host + ": no free connection", null);
        }
        Fault fault = error.isConnection() ? Fault.CONNECTION : Fault.MALFORMED;
        return new Failed(fault, error.sentence(host, masked), null);
    }
}
