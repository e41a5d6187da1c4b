package io.cdrstream.laws;

import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The requests whose answers are under way. Of one CDR there is one at most, or else an older answer could overtake a
 * newer one.
 */
final class InFlight {

    private final List<PageRequest> requests = new ArrayList<>();
    /** What was asked although something else that may hold the same CDRs was under way. */
    final List<String> overlaps = new ArrayList<>();

    void add(PageRequest request) {
        requests.stream()
                .filter(other -> other.stream().id().equals(request.stream().id()))
                .filter(other -> isOverlapping(other, request))
                .forEach(other -> overlaps.add(request + " while " + other));
        requests.add(request);
    }

    /** A session begins: what others had asked for before is offered to it, or to nobody. */
    void forget() {
        requests.clear();
    }

    void remove(PageRequest request) {
        requests.remove(request);
    }

    private static boolean isOverlapping(PageRequest a, PageRequest b) {
        return a.isFollowUp() && b.isFollowUp()
                ? !Collections.disjoint(a.ids(), b.ids())
                : isOverlapping(a.slice(), b.slice());
    }

    private static boolean isOverlapping(Slice a, Slice b) {
        return a.from().isBefore(b.to()) && b.from().isBefore(a.to());
    }
}
