package io.cdrstream.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our count of a day beside the API's own: by credential, account and product.
 *
 * <p>An answer that never became a commit, since the process died or the answer broke off, is one that the API counts
 * and we do not. So as many records as that many pages can hold are shown apart as lost answers; whatever else differs
 * has no such reason. The API does not say who has asked: whoever reads with the same key looks like lost answers too.
 *
 * <p>Pure.
 */
public final class Reconciliation {

    private static final int PAGE = 1000;

    private Reconciliation() {}

    /** Whose records were read: a stream without its direction and filters. */
    public record Account(String credential, String account, String product) {}

    /** @param pages answers, empty ones included */
    public record Count(long pages, long records) {

        static final Count NONE = new Count(0, 0);

        public Count plus(Count more) {
            return new Count(pages + more.pages, records + more.records);
        }
    }

    /** What one side says of one account and product. */
    public record Counted(Account of, Count count) {}

    /** @param theirs what the API says it has answered and charged for */
    public record Compared(Account of, Count ours, Count theirs) {

        /**
         * Answers that we have not committed; together with an error of ours the other way round they may be hidden.
         */
        public long lostPages() {
            return Math.max(0, theirs.pages - ours.pages);
        }

        /** Records that may have been in them. */
        public long lostRecords() {
            return Math.min(Math.max(0, theirs.records - ours.records), lostPages() * PAGE);
        }

        /** Records that they count and we do not, for no such reason; below 0 if it is the other way round. */
        public long unexplained() {
            return theirs.records - ours.records - lostRecords();
        }

        /** Whether more differs, for whatever reason, than this part of our own count. */
        public boolean isBeyond(double tolerance) {
            double most = tolerance * ours.records;
            return Math.abs(unexplained()) > most || lostRecords() > most;
        }
    }

    /** All that either side knows of, in order. */
    public static Collection<Compared> compare(Collection<Counted> ours, Collection<Counted> theirs) {
        Map<String, Compared> all = new TreeMap<>();
        ours.forEach(each -> add(all, each.of, each.count, Count.NONE));
        theirs.forEach(each -> add(all, each.of, Count.NONE, each.count));
        return new ArrayList<>(all.values());
    }

    private static void add(Map<String, Compared> all, Account of, Count ours, Count theirs) {
        all.merge(
                of.credential + "/" + of.account + "/" + of.product,
                new Compared(of, ours, theirs),
                (a, b) -> new Compared(of, a.ours.plus(b.ours), a.theirs.plus(b.theirs)));
    }
}
