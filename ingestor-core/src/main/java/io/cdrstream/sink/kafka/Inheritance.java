package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.SliceProgress;
import java.util.List;

/**
 * What a stream takes over of its retired sibling. A slice that is done stays done. One in progress starts from its
 * first page, since a cursor is bound to its query, and still knows what has been published of it: the heir's index
 * refers to the sibling's chunks, which stay where they are.
 */
final class Inheritance {

    private Inheritance() {}

    static Progress of(CdrStream heir, StreamRecord sibling, Checkpoints stored) {
        String text = sibling.stream();
        boolean isSamePlan = sibling.isOf(heir.plan());
        List<SliceProgress> slices = stored.slices(text).stream()
                .filter(slice -> slice.pass() == 0 || isSamePlan)
                .map(SliceProgress::underAnotherQuery)
                .toList();
        // its sequence never restarts, or keys of chunks and ids of events would come back
        return new Progress(
                heir.id(),
                sibling.reached(heir.plan()),
                slices,
                stored.chunks(text),
                stored.followUps(text),
                stored.tallies(text));
    }
}
