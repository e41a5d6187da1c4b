package io.cdrstream.app.usage;

import io.cdrstream.plan.Reconciliation.Compared;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of reconciling a day of one credential. */
public sealed interface Outcome {

    String credential();

    /** Whose count is not known. */
    List<Silent> silent();

    /**
     * Both counts are known, of one account at least.
     *
     * @param compared by account and product, in order
     * @param silent accounts that the API says nothing of, never all of them
     */
    record Reconciled(String credential, List<Compared> compared, List<Silent> silent) implements Outcome {

        public Reconciled {
            compared = List.copyOf(compared);
            silent = List.copyOf(silent);
        }

        /** Whether nothing is left to compare. */
        public boolean isWhole() {
            return silent.isEmpty();
        }
    }

    /**
     * @param account null = any of the credential's
     * @param sentence why, for people; names both
     */
    record Silent(@Nullable String account, Reason reason, String sentence) {

        static String sentences(List<Silent> all) {
            return all.stream().map(Silent::sentence).distinct().collect(Collectors.joining("; "));
        }
    }

    /** Nothing was committed on that day or before it: what others have asked for with the same key is theirs alone. */
    record NotBegun(String credential) implements Outcome {

        @Override
        public List<Silent> silent() {
            return List.of();
        }
    }

    /** Of no account both counts are known. @param silent all of them, or the credential as a whole */
    record Unanswered(String credential, List<Silent> silent) implements Outcome {

        public Unanswered {
            silent = List.copyOf(silent);
        }

        static Unanswered whole(String credential, Reason reason, String sentence) {
            return new Unanswered(credential, List.of(new Silent(null, reason, sentence)));
        }
    }

    /** Why a count is not known. */
    enum Reason {
        /** 401: the API refuses the key, or only this account of it. */
        UNAUTHORIZED,
        /** The API refuses the account in another way. */
        REFUSED,
        /** The API did not answer, or with nothing that can be used. */
        FAILED,
        KAFKA;

        /** Whether somebody has to mend rights or settings at the API. */
        public boolean isRefusal() {
            return this == UNAUTHORIZED || this == REFUSED;
        }
    }
}
