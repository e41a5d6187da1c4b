package io.cdrstream.observe;

import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.sink.Posting;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CDRs of a posting that nobody had seen when their time was sealed: windows that were closed for good lack them. Only
 * a redo reads sealed time; the other passes seal theirs by what they read.
 *
 * @param earliest event time among them; null if there are none
 */
record AfterSeal(long late, @Nullable Instant earliest) {

    static AfterSeal of(Posting posting) {
        if (posting.page().request().pass() != PageRequest.REDO) {
            return new AfterSeal(0, null);
        }
        List<Instant> times = posting.published().stream()
                .filter(each -> each.revision().change() == Change.LATE)
                .map(each -> each.cdr().eventTime())
                .filter(Objects::nonNull)
                .filter(time -> time.isBefore(posting.reached().sealed()))
                .toList();
        return new AfterSeal(
                times.size(), times.stream().min(Instant::compareTo).orElse(null));
    }
}
