package io.cdrstream.flow;

import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The pages of a task from their request until their commit, each with its place in flight. A page that a lost session
 * could not commit stays here and keeps its place; the next session is offered it without a request, a pause or a fee:
 * a session's loss is not paid for (I8).
 */
final class HeldPages {

    private final Map<Key, Held> pages = new ConcurrentHashMap<>();

    /** Those that were asked for once more before they were committed: their slice has begun again. */
    private final Set<Held> overtaken = ConcurrentHashMap.newKeySet();

    /** Those of {@code pages} that an earlier session has left behind. */
    private final Set<Key> left = ConcurrentHashMap.newKeySet();

    private final int task;
    private final OwedCharges owed;

    /** @param owed takes what pages have cost that nobody will ask for */
    HeldPages(int task, OwedCharges owed) {
        this.task = task;
        this.owed = owed;
    }

    /** What answers have cost that were of no use, and no session could store yet. */
    OwedCharges owed() {
        return owed;
    }

    /**
     * The answer that is here or under way, or else a new request's.
     *
     * @param place what a new request takes; null for a page that is here and has one
     */
    Mono<Answer> answer(PageRequest request, @Nullable Place place, Function<Place, Mono<Answer>> ask) {
        Key key = Key.of(request);
        Held held = left.remove(key) ? pages.get(key) : null;
        if (held != null) {
            if (place != null) {
                place.close();
            }
            return held.answer;
        }
        if (place == null) {
            return Mono.just(new Failed(Fault.CONNECTION, "the request of the session before has failed", null));
        }
        Held asked = new Held(request, place, ask.apply(place));
        Held earlier = pages.put(key, asked);
        if (earlier != null) {
            overtaken.add(earlier);
        }
        return asked.answer;
    }

    /** The page is durable, or not wanted. */
    void release(Page page) {
        Stream.concat(Stream.ofNullable(pages.get(Key.of(page.request()))), overtaken.stream())
                .filter(held -> held.is(page))
                .findFirst()
                .ifPresent(this::release);
    }

    private void release(Held held) {
        if (pages.remove(held.key, held)) {
            left.remove(held.key);
        } else {
            overtaken.remove(held);
        }
        held.place.close();
    }

    boolean isLeft(PageRequest request) {
        return !left.isEmpty() && left.contains(Key.of(request));
    }

    /** First pages of the stream's slices, and look-ups, that are here. */
    List<PageRequest> first(StreamId stream) {
        return pages.values().stream()
                .map(held -> held.request)
                .filter(request -> request.isFirst() && request.stream().id().equals(stream))
                .sorted(Comparator.comparing(PageRequest::slice))
                .toList();
    }

    /**
     * A new session begins: keeps the pages it will ask for, releases the others. Of those, what is not durable was
     * paid for all the same.
     *
     * @param due the page that is due next where this one was asked for; null if that is not read any more
     * @param isUnknown whether nothing durable is known of the time for which this one was asked
     */
    void leave(Function<PageRequest, @Nullable PageRequest> due, Predicate<PageRequest> isUnknown) {
        Set<Key> wanted = wanted(due);
        List<Held> gone = Stream.concat(
                        overtaken.stream(), pages.values().stream().filter(held -> !wanted.contains(held.key)))
                .toList();
        pagesOf(gone)
                .filter(page -> isLost(page, due, isUnknown))
                .toList() // before any is released: they lead to each other
                .forEach(this::owe);
        gone.forEach(this::release);
        left.addAll(wanted);
    }

    private static Stream<Page> pagesOf(List<Held> held) {
        return held.stream()
                .map(one -> one.arrived)
                .filter(Got.class::isInstance)
                .map(answer -> ((Got) answer).page());
    }

    private void owe(Page page) {
        if (page.billedRecords() > 0) {
            owed.add(task, DayBill.unused(page));
        }
    }

    private Set<Key> wanted(Function<PageRequest, @Nullable PageRequest> due) {
        Set<Key> wanted = new HashSet<>();
        for (Held held : pages.values()) {
            @Nullable PageRequest request = due.apply(held.request);
            @Nullable Key next = request == null ? null : Key.of(request);
            while (next != null && pages.containsKey(next) && wanted.add(next)) {
                next = after(next);
            }
        }
        return wanted;
    }

    /** Whether it was not committed. If it was, what is due follows it; a slice that began anew led elsewhere. */
    private boolean isLost(
            Page page, Function<PageRequest, @Nullable PageRequest> due, Predicate<PageRequest> isUnknown) {
        @Nullable PageRequest request = due.apply(page.request());
        if (request == null) {
            return isUnknown.test(page.request());
        }
        Key wanted = Key.of(request);
        Set<Key> passed = new HashSet<>();
        @Nullable Key next = after(page);
        while (next != null && !next.equals(wanted) && passed.add(next)) {
            next = after(next);
        }
        return !wanted.equals(next);
    }

    private @Nullable Key after(Key key) {
        Held held = pages.get(key);
        return held != null && held.arrived instanceof Got got ? after(got.page()) : null;
    }

    private static @Nullable Key after(Page page) {
        @Nullable Cursor next = page.next();
        return next == null ? null : Key.of(page.request().next(next));
    }

    /** The task is somebody else's, who asks for all of this again: it was paid for in vain, as far as we know. */
    void giveUp() {
        List<Held> gone =
                Stream.concat(overtaken.stream(), pages.values().stream()).toList();
        pagesOf(gone).forEach(this::owe);
        gone.forEach(this::release);
    }

    private final class Held {

        private final Key key;
        private final PageRequest request;
        private final Place place;
        private final Mono<Answer> answer;
        private volatile @Nullable Answer arrived;

        Held(PageRequest request, Place place, Mono<Answer> asked) {
            this.key = Key.of(request);
            this.request = request;
            this.place = place;
            this.answer = asked.doOnNext(this::keep).cache();
        }

        private void keep(Answer answer) {
            arrived = answer;
            if (!(answer instanceof Got got)) {
                release(this);
            } else if (!isHeld()) { // nobody waits for it any more
                owe(got.page());
            }
        }

        private boolean isHeld() {
            return pages.get(key) == this || overtaken.contains(this);
        }

        boolean is(Page page) {
            return arrived instanceof Got got && got.page().equals(page);
        }
    }

    private record Key(StreamId stream, Slice slice, int pass, @Nullable Cursor cursor, List<String> ids) {

        static Key of(PageRequest request) {
            return new Key(request.stream().id(), request.slice(), request.pass(), request.cursor(), request.ids());
        }
    }
}
