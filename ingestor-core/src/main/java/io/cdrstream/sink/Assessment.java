package io.cdrstream.sink;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Product;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.sink.Unpublished.TooLarge;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of a page is to be published, in the page's order: what was never seen, and what has changed since; and what of
 * that is too large to be. Notes it all in the seen-set at once, so two copies in one page, or in two pages that are
 * committed together, are one event.
 */
final class Assessment {

    /** Bad records that are shorter say nothing by which they could be told apart. */
    private static final int TELLING = 32;

    final List<Publication> published = new ArrayList<>();
    final List<TooLarge> tooLarge = new ArrayList<>();
    final List<BadRecord> dead = new ArrayList<>();
    final List<Fingerprint> prints = new ArrayList<>();
    /** Ids of those in a state that is not final, if it is news. */
    final List<String> open = new ArrayList<>();
    /** Ids of all that are news: whatever was planned for them before is outdated. */
    final List<String> told = new ArrayList<>();

    final PageSums sums;
    int unchanged;
    /** Whether a plan that reads less than everything would have missed something. */
    boolean isDirty;

    private final PageRequest request;
    private final Product product;
    private final SeenSet seen;
    private final Fingerprints fingerprints;
    private final Predicate<Cdr> isTooLarge;
    private @Nullable String lastCharge;
    private Charges lastFirst = Charges.of(Fingerprint.NO_CHARGE, null);

    private Assessment(Page page, SeenSet seen, Fingerprints fingerprints, Predicate<Cdr> isTooLarge) {
        this.request = page.request();
        this.product = request.stream().product();
        this.seen = seen;
        this.fingerprints = fingerprints;
        this.isTooLarge = isTooLarge;
        this.sums = new PageSums(page);
    }

    /**
     * Of a page that has just come.
     *
     * @param number of the page in its slice, from 0
     * @param isTooLarge whose event its topic would not take
     */
    static Assessment of(Page page, SeenSet seen, int number, Fingerprints fingerprints, Predicate<Cdr> isTooLarge) {
        Assessment found = new Assessment(page, seen, fingerprints, isTooLarge);
        page.records().forEach(found::judge);
        page.bad().forEach(bad -> found.judge(page, bad, number));
        return found;
    }

    /** Of the record of a dead letter, which is the only one in its page. */
    static Assessment again(Page page, SeenSet seen, Fingerprints fingerprints, Unpublished as) {
        Assessment found = new Assessment(page, seen, fingerprints, cdr -> false);
        found.judgeAgain(page.records().get(0), as);
        return found;
    }

    private void judge(Cdr cdr) {
        long id = fingerprints.id(cdr.id());
        @Nullable Fingerprint before = seen.get(id);
        @Nullable Fingerprint kept = seen.get(Fingerprints.unpublished(id));
        Charges charge = before == null ? first(cdr.charge()) : Charges.of(before.charge(), cdr.charge());
        Fingerprint now = fingerprints.of(cdr, product, charge.after());
        Set<Aspect> changed = before == null ? Set.of() : changed(before, now, charge);
        boolean isNews = before == null || !changed.isEmpty();
        if (isNews && isTooLarge.test(cdr)) {
            keep(cdr, revision(before, changed, kept), before, now, kept);
            return;
        }
        settle(kept);
        if (isNews) {
            publish(cdr, now, revision(before, changed, kept), charge);
            isDirty |= isMissed(before, kept);
        } else {
            stay(cdr, now);
        }
    }

    /** What a CDR costs of which nothing was published: often the same as its neighbour. */
    private Charges first(@Nullable String charge) {
        if (!Objects.equals(charge, lastCharge)) {
            lastFirst = Charges.of(Fingerprint.NO_CHARGE, charge);
            lastCharge = charge;
        }
        return lastFirst;
    }

    /** If the API has sent it again since, its book knows another revision, or none that is too large. */
    private void judgeAgain(Cdr cdr, Unpublished as) {
        long id = fingerprints.id(cdr.id());
        @Nullable Fingerprint kept = seen.get(Fingerprints.unpublished(id));
        if (kept != null && kept.rest() == as.print().mark()) {
            Charges charge = Charges.of(Charges.units(as.revision().chargeBefore()), cdr.charge());
            Fingerprint now = new Fingerprint(
                    id, charge.after(), as.print().status(), as.print().rest());
            settle(kept);
            publish(cdr, now, as.revision(), charge);
        }
    }

    /** @param kept if it is known from the dead letter, that says whether it was late when it came first */
    private Revision revision(@Nullable Fingerprint before, Set<Aspect> changed, @Nullable Fingerprint kept) {
        if (before != null) {
            return new Revision(Change.UPDATED, changed, Charges.amount(before.charge()), request.passName());
        }
        boolean isLate = kept == null ? request.pass() != 0 : Fingerprints.isLate(kept);
        return new Revision(isLate ? Change.LATE : Change.NEW, Set.of(), null, request.passName());
    }

    /** It is a dead letter. What comes after it is told from what is published, which it is not. */
    private void keep(
            Cdr cdr, Revision revision, @Nullable Fingerprint before, Fingerprint now, @Nullable Fingerprint kept) {
        Fingerprint mark = fingerprints.unpublished(now, cdr.charge(), before, revision.change());
        if (mark.equals(kept)) {
            stay(cdr, now);
            return;
        }
        tooLarge.add(new TooLarge(
                cdr, new Unpublished(revision, new Unpublished.Print(now.status(), now.rest(), mark.rest()))));
        sums.dead(cdr);
        isDirty |= isMissed(before, kept);
        tell(cdr, now, mark);
    }

    /** Whether nobody would have known of it without this pass. */
    private boolean isMissed(@Nullable Fingerprint before, @Nullable Fingerprint kept) {
        return before == null ? request.pass() != 0 && kept == null : before.isFinal();
    }

    private void settle(@Nullable Fingerprint kept) {
        if (kept != null && kept.rest() != Fingerprint.SETTLED) {
            note(new Fingerprint(kept.id(), kept.charge(), kept.status(), Fingerprint.SETTLED));
        }
    }

    private static Set<Aspect> changed(Fingerprint before, Fingerprint now, Charges charge) {
        Set<Aspect> changed = EnumSet.noneOf(Aspect.class);
        if (before.status() != now.status()) {
            changed.add(Aspect.STATUS);
        }
        if (charge.isChange()) {
            changed.add(Aspect.CHARGE);
        }
        if (before.rest() != now.rest()) {
            changed.add(Aspect.OTHER);
        }
        return changed;
    }

    private void publish(Cdr cdr, Fingerprint now, Revision revision, Charges charge) {
        Publication publication = new Publication(cdr, revision, charge.delta());
        published.add(publication);
        sums.published(publication);
        tell(cdr, now, now);
    }

    private void tell(Cdr cdr, Fingerprint now, Fingerprint noted) {
        note(noted);
        told.add(cdr.id());
        if (!now.isFinal() && !cdr.isFallback()) { // what has no id cannot be asked for by it
            open.add(cdr.id());
        }
    }

    /** Unchanged. Of what a follow-up asked for, who is still open is asked for again. */
    private void stay(Cdr cdr, Fingerprint now) {
        unchanged++;
        sums.unchanged(cdr);
        if (request.isFollowUp() && !now.isFinal()) {
            open.add(cdr.id());
        }
    }

    /**
     * What is no record is told apart by its bytes. Short ones say too little for that: in a first pass their place
     * counts as well; in later ones, whose pages are others, all that are alike are one.
     */
    private void judge(Page page, BadRecord bad, int number) {
        boolean isPlaced = request.pass() == 0 && bad.length() < TELLING;
        Fingerprint alike = print(page, bad, 0, 0);
        Fingerprint own = isPlaced ? print(page, bad, number + 1, bad.ordinal()) : alike;
        if (seen.get(own.id()) != null) {
            unchanged++;
            sums.repeated();
            return;
        }
        note(own);
        if (seen.get(alike.id()) == null) {
            note(alike);
        }
        dead.add(bad);
        sums.dead();
        isDirty |= request.pass() != 0;
    }

    private Fingerprint print(Page page, BadRecord bad, int number, int ordinal) {
        long hash = fingerprints.of(page.body(), bad.offset(), bad.length(), number, ordinal);
        return new Fingerprint(hash == 0 ? 1 : hash, Fingerprint.NO_CHARGE, 1, 0);
    }

    private void note(Fingerprint print) {
        seen.put(print, true);
        prints.add(print);
    }
}
