package io.cdrstream.app.usage;

import io.cdrstream.plan.Reconciliation.Compared;
import java.util.List;

/** What came of reconciling a day of one credential. */
public sealed interface Outcome {

    String credential();

    /** Both counts are known. @param compared by account and product, in order */
    record Reconciled(String credential, List<Compared> compared) implements Outcome {

        public Reconciled {
            compared = List.copyOf(compared);
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
