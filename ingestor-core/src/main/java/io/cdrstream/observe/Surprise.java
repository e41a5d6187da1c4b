package io.cdrstream.observe;

import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.sink.Posting;

/**
 * What a posting has found when nothing more should have been found: by the last pass of its plan, or after the seal.
 * There may be more of it that no pass will find.
 */
record Surprise(long late, long updated) {

    static Surprise of(Posting posting) {
        return isLastLook(posting)
                ? new Surprise(count(posting, Change.LATE), count(posting, Change.UPDATED))
                : new Surprise(0, 0);
    }

    /** A look-up by id finds the changes that it is for. */
    private static boolean isLastLook(Posting posting) {
        PageRequest request = posting.page().request();
        PassPlan plan = request.stream().plan();
        boolean isLast = request.pass() > 0 && request.pass() == plan.passes() - 1;
        boolean isSealed = !request.slice().to().isAfter(posting.reached().sealed());
        return !request.isFollowUp() && (isLast || isSealed && request.pass() >= plan.passes() - 1);
    }

    static long count(Posting posting, Change change) {
        return posting.published().stream()
                .filter(publication -> publication.revision().change() == change)
                .count();
    }

    boolean isNone() {
        return late + updated == 0;
    }
}
