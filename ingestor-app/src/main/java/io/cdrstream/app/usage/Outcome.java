package io.cdrstream.app.usage;

import io.cdrstream.plan.Reconciliation.Compared;
import java.util.List;
import java.util.stream.Collectors;

/** What came of reconciling a day of one credential. */
public sealed interface Outcome {

    String credential();

    /**
     * Both counts are known, of one account at least.
     *
     * @param compared by account and product, in order
     * @param silent accounts that the API says nothing of
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

    /** @param sentence why, for people; names it */
    record Silent(String account, String sentence) {

        static String sentences(List<Silent> all) {
            return all.stream().map(Silent::sentence).distinct().collect(Collectors.joining("; "));
        }
    }

    /** Nothing was committed on that day or before it: what others have asked for with the same key is theirs alone. */
    record NotBegun(String credential) implements Outcome {}

    /** One of them is not. @param sentence why, for people */
    record Unanswered(String credential, Side side, String sentence) implements Outcome {}

    /** Who has not answered. */
    enum Side {
        API,
        KAFKA
    }
}
