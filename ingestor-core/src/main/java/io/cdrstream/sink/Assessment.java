package io.cdrstream.sink;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Product;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a page is to be published, in the page's order: what was never seen, and what has changed since. Notes it all
 * in the seen-set at once, so two copies in one page, or in two pages that are committed together, are one event.
 */
final class Assessment {

    /** Bad records that are shorter say nothing by which they could be told apart. */
    private static final int TELLING = 32;

    final List<Publication> published = new ArrayList<>();
    final List<BadRecord> dead = new ArrayList<>();
    final List<Fingerprint> prints = new ArrayList<>();
    /** Ids of those in a state that is not final, if it is news. */
    final List<String> open = new ArrayList<>();
    /** Ids of all that are published: whatever was planned for them before is outdated. */
    final List<String> told = new ArrayList<>();

    final PageSums sums;
    int unchanged;
    /** Whether a plan that reads less than everything would have missed something. */
    boolean isDirty;

    private final PageRequest request;
    private final Product product;
    private final SeenSet seen;
    private final Fingerprints fingerprints;

    /** @param number of the page in its slice, from 0 */
    Assessment(Page page, SeenSet seen, int number, Fingerprints fingerprints) {
        this.request = page.request();
        this.product = request.stream().product();
        this.seen = seen;
        this.fingerprints = fingerprints;
        this.sums = new PageSums(page);
        page.records().forEach(this::judge);
        page.bad().forEach(bad -> judge(page, bad, number));
    }

    private void judge(Cdr cdr) {
        @Nullable Fingerprint before = seen.get(fingerprints.id(cdr.id()));
        Charges charge = Charges.of(before == null ? Fingerprint.NO_CHARGE : before.charge(), cdr.charge());
        Fingerprint now = fingerprints.of(cdr, product, charge.after());
        if (before == null) {
            publish(cdr, now, new Revision(firstChange(), Set.of(), null, request.passName()), charge);
            isDirty |= request.pass() != 0;
            return;
        }
        Set<Aspect> changed = changed(before, now, charge);
        if (changed.isEmpty()) {
            unchanged++;
            sums.unchanged(cdr);
            stay(cdr, before);
        } else {
            Revision revision =
                    new Revision(Change.UPDATED, changed, Charges.amount(before.charge()), request.passName());
            publish(cdr, now, revision, charge);
            isDirty |= before.isFinal();
        }
    }

    private Change firstChange() {
        return request.pass() == 0 ? Change.NEW : Change.LATE;
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
        prints.add(now);
        seen.put(now, true);
        sums.published(publication);
        told.add(cdr.id());
        if (!now.isFinal() && !cdr.isFallback()) { // what has no id cannot be asked for by it
            open.add(cdr.id());
        }
    }

    /** Of what a follow-up asked for, who is still open is asked for again. */
    private void stay(Cdr cdr, Fingerprint before) {
        if (request.isFollowUp() && !before.isFinal()) {
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
