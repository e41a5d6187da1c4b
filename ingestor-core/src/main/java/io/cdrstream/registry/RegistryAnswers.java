package io.cdrstream.registry;

import static io.cdrstream.registry.RegistryRefused.Reason.ACCESS;
import static io.cdrstream.registry.RegistryRefused.Reason.INCOMPATIBLE;
import static io.cdrstream.registry.RegistryRefused.Reason.OTHER;
import static io.cdrstream.registry.RegistryRefused.Reason.UNKNOWN;

import io.cdrstream.http.Masked;
import io.cdrstream.registry.RegistryRefused.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each answer but an id means, and what it tells the operator: one table, the first line that holds the code wins.
 * A code is the status and two digits more, which registries give in {@code error_code}; 00 if they do not. The
 * registry's own message follows the sentence, masked (I6).
 */
final class RegistryAnswers {

    /**
     * @param last inclusive
     * @param reason null = it may pass
     */
    private record Line(int first, int last, @Nullable Reason reason, String sentence) {}

    private static final List<Line> TABLE = List.of(
            new Line(200_00, 299_99, OTHER, "an answer that does not say what was asked; is this a schema registry?"),
            new Line(300_00, 399_99, OTHER, "a redirect, which is never followed; check the URL"),
            new Line(401_00, 401_99, ACCESS, "the registry does not know this user, password or token"),
            new Line(403_00, 403_99, ACCESS, "the registry does not allow this to us"),
            new Line(404_01, 404_01, UNKNOWN, "no such subject; register the schema there, or allow us to"),
            new Line(404_02, 404_02, UNKNOWN, "the subject has no version; register the schema there, or allow us to"),
            new Line(404_03, 404_03, UNKNOWN, "the subject does not hold our schema; register it, or allow us to"),
            new Line(404_00, 404_99, OTHER, "there is no schema registry at this address; check the URL's path"),
            new Line(408_00, 408_99, null, "the registry did not get the request in time"),
            new Line(
                    409_00,
                    409_99,
                    INCOMPATIBLE,
                    "our schema is not compatible with the subject's; "
                            + "a topic of several products needs subjects by record"),
            new Line(422_05, 422_05, ACCESS, "the registry is read-only; have the schema registered and look it up"),
            new Line(422_00, 422_99, OTHER, "the registry does not take our schema"),
            new Line(429_00, 429_99, null, "too many requests"),
            new Line(400_00, 499_99, OTHER, "the registry refuses the request"),
            new Line(500_00, 599_99, null, "the registry has an internal problem"),
            new Line(0, Integer.MAX_VALUE, OTHER, "what came is no registry's answer"));

    private final String host;
    private final Masked masked;

    RegistryAnswers(String host, Masked masked) {
        this.host = host;
        this.masked = masked;
    }

    /** @param asked what the request was about */
    RuntimeException error(String asked, int status, RegistryBody body) {
        int code = code(status, body.errorCode());
        Line line = TABLE.stream()
                .filter(l -> l.first <= code && code <= l.last)
                .findFirst()
                .orElseThrow();
        String said = body.message() == null ? "" : " (" + masked.text(body.message()) + ")";
        String sentence = host + ": " + asked + ": " + status + ": " + line.sentence + said;
        return line.reason == null ? new RegistryUnreachable(sentence) : new RegistryRefused(line.reason, sentence);
    }

    private static int code(int status, @Nullable Integer errorCode) {
        return errorCode != null && errorCode / 100 == status ? errorCode : status * 100;
    }
}
