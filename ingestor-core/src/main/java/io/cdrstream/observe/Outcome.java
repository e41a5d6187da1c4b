package io.cdrstream.observe;

import io.cdrstream.source.Answer;
import java.util.Locale;

/** What came of a request, as metrics tell it apart. */
enum Outcome {
    PAGE,
    THROTTLED,
    SERVER_ERROR,
    TIMEOUT,
    CONNECTION,
    CUT,
    MALFORMED,
    REDIRECT,
    TOO_LARGE,
    CURSOR_REFUSED,
    UNAUTHORIZED,
    FORBIDDEN,
    UNPROCESSABLE;

    static Outcome of(Answer answer) {
        if (answer instanceof Answer.Failed failed) {
            return of(failed.fault());
        }
        if (answer instanceof Answer.Refused refused) {
            return of(refused.refusal());
        }
        if (answer instanceof Answer.Throttled) {
            return THROTTLED;
        }
        if (answer instanceof Answer.TooLarge) {
            return TOO_LARGE;
        }
        return answer instanceof Answer.CursorRefused ? CURSOR_REFUSED : PAGE;
    }

    private static Outcome of(Answer.Fault fault) {
        return switch (fault) {
            case SERVER_ERROR -> SERVER_ERROR;
            case CONNECTION -> CONNECTION;
            case TIMEOUT -> TIMEOUT;
            case CUT -> CUT;
            case MALFORMED -> MALFORMED;
            case REDIRECT -> REDIRECT;
        };
    }

    private static Outcome of(Answer.Refusal refusal) {
        return switch (refusal) {
            case UNAUTHORIZED -> UNAUTHORIZED;
            case FORBIDDEN -> FORBIDDEN;
            case UNPROCESSABLE -> UNPROCESSABLE;
            case INDIVISIBLE -> TOO_LARGE;
            case UNREADABLE -> MALFORMED;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
