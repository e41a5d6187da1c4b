package io.cdrstream.flow;

import io.cdrstream.model.Cursor;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget.Lease;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The pages of a task from their request until their commit. A page that a lost session could not commit stays here,
 * and the next session, which asks for the same page, gets it without a request: a session's loss is not paid for (I8).
 */
final class HeldPages {

    private final Map<Place, Held> pages = new ConcurrentHashMap<>();

    /** The answer that is here or under way, or else a new request's. The lease belongs to the page from now on. */
    Mono<Answer> answer(PageRequest request, Lease lease, Function<Lease, Mono<Answer>> ask) {
        Place place = Place.of(request);
        Held held = pages.get(place);
        if (held != null) {
            lease.close();
            return held.answer;
        }
        Held asked = new Held(
                ask.apply(lease).doOnNext(answer -> keep(place, answer)).cache(), lease);
        pages.put(place, asked);
        return asked.answer;
    }

    private void keep(Place place, Answer answer) {
        if (!(answer instanceof Got)) {
            release(place);
        }
    }

    /** The page is durable, or not wanted. */
    void release(PageRequest request) {
        release(Place.of(request));
    }

    /** Slices of the stream of which the first page is here. */
    List<Slice> slices(StreamId stream) {
        return pages.keySet().stream()
                .filter(place -> place.cursor == null && place.stream.equals(stream))
                .map(place -> place.slice)
                .sorted()
                .toList();
    }

    /** Releases the pages of slices that the new session does not read. */
    void retain(BiPredicate<StreamId, Slice> isRead) {
        pages.keySet().stream()
                .filter(place -> !isRead.test(place.stream, place.slice))
                .toList()
                .forEach(this::release);
    }

    private void release(Place place) {
        Held held = pages.remove(place);
        if (held != null) {
            held.lease.close();
        }
    }

    private record Held(Mono<Answer> answer, Lease lease) {}

    private record Place(StreamId stream, Slice slice, @Nullable Cursor cursor) {

        static Place of(PageRequest request) {
            return new Place(request.stream().id(), request.slice(), request.cursor());
        }
    }
}
