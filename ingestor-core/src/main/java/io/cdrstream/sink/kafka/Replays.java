package io.cdrstream.sink.kafka;

import io.cdrstream.event.DeadLetterEncoder;
import io.cdrstream.event.Event;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Revision;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.RecordAgain;
import io.cdrstream.sink.TaskBook;
import io.cdrstream.sink.Unpublished;
import io.cdrstream.sink.kafka.LetterEntry.Part;
import io.cdrstream.sink.kafka.Letters.Letter;
import io.cdrstream.sink.kafka.ReplayRequests.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of dead letters that somebody wants to be published after all. Only the owning task publishes,
 * so a letter cannot be published twice at the same time; and a letter that is published has a mark, written in the
 * same transaction, so it is not published twice one after the other either.
 *
 * <pre>
 *   request ─▶ letter ─▶ its record, read again ─▶ event + mark + seen-set + progress
 *                  └───────────┴─────────────────▶ mark that says why not
 * </pre>
 *
 * <p>The bytes come from the dead letter: the API is not asked, and nothing is paid.
 */
final class Replays implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final TaskScope scope;
    private final TaskBook book;
    private final Map<StreamId, StreamEvents> events;
    private final ReplayRequests requests;
    private @Nullable Letters letters;

    /** @param from the offset after the last request that was settled */
    Replays(TaskScope scope, long from, TaskBook book, Map<StreamId, StreamEvents> events) {
        this.scope = scope;
        this.book = book;
        this.events = events;
        this.requests = new ReplayRequests(scope, from);
    }

    /**
     * What is to be written for one request.
     *
     * @param letter where the mark belongs; null if there is nothing to mark
     * @param why why it is not published; null if it is
     * @param again what publishing it changes; null if nothing
     */
    record Replay(@Nullable LetterPlace letter, @Nullable String why, @Nullable Again again, long next) {

        boolean isPublished() {
            return again != null;
        }
    }

    record Again(StreamEvents of, Posting posting, Event event) {}

    /** Those that have come since the last time; empty nearly always. If not, a topic may take more than it did. */
    List<Request> waiting() throws ExecutionException, InterruptedException {
        List<Request> waiting = requests.next();
        if (!waiting.isEmpty()) {
            Set<String> topics = scope.streams().stream().map(CdrStream::topic).collect(Collectors.toSet());
            try (Admin admin = Admin.create(ClientProperties.admin(scope.settings()))) {
                TopicLimits limits = TopicLimits.ask(admin, scope.settings(), topics);
                events.values().forEach(stream -> stream.renew(limits));
            }
        }
        return waiting;
    }

    /** @param floor an offset of the seen topic at or before the chunk that the caller is going to write */
    Replay decide(Request request, RecordAgain again, long floor) throws ExecutionException, InterruptedException {
        @Nullable LetterPlace place = request.letter();
        if (place == null) {
            return new Replay(null, null, null, request.next());
        }
        Letters letters = letters();
        if (!letters.holds(place) || letters.isPublished(place)) {
            return new Replay(null, null, null, request.next());
        }
        @Nullable Letter letter = letters.letter(place);
        @Nullable StreamEvents stream = letter == null ? null : stream(letter.first());
        if (letter == null || stream == null || letter.first().withheld() >= 0) {
            return new Replay(place, hindrance(letter, stream), null, request.next());
        }
        try {
            return decide(request, letter, stream, again, floor);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) { // whatever is odd about one letter must not stop its task
            LOG.warn(
                    "the dead letter at {} could not be replayed: {}",
                    place,
                    e.getClass().getName());
            return new Replay(place, "an error of this program: " + e.getClass().getName(), null, request.next());
        }
    }

    private Letters letters() throws ExecutionException, InterruptedException {
        @Nullable Letters opened = letters;
        if (opened == null) { // the first request of a session
            opened = new Letters(scope);
            letters = opened;
            opened.read();
        }
        return opened;
    }

    private Replay decide(Request request, Letter letter, StreamEvents stream, RecordAgain again, long floor) {
        LetterPlace place = letter.first().place();
        Page page = again.page(
                new PageRequest(stream.stream(), letter.first().slice(), null),
                letter.record(),
                letter.first().time());
        if (!page.bad().isEmpty()) {
            return new Replay(place, "still " + page.bad().get(0).reason(), null, request.next());
        }
        StreamId id = stream.stream().id();
        @Nullable Unpublished unpublished = letter.first().unpublished();
        @Nullable
        Event event = stream.again(
                page,
                letter.first().isRedacted(),
                unpublished == null ? Revision.NEW : unpublished.revision(),
                book.nextSequence(id),
                scope.clock().instant());
        if (event == null) { // before the book is told: what it is told must be written
            return new Replay(place, "still " + DeadLetterEncoder.TOO_LARGE, null, request.next());
        }
        Posting posting = book.postAgain(page, unpublished, floor);
        if (posting.published().isEmpty()) {
            boolean isRemembered = book.remembers(id, letter.first().slice());
            return new Replay(place, outdated(unpublished, isRemembered), null, request.next());
        }
        return new Replay(place, null, new Again(stream, posting, event), request.next());
    }

    private @Nullable StreamEvents stream(Part letter) {
        return events.values().stream()
                .filter(candidate -> candidate.stream().id().text().equals(letter.stream()))
                .findFirst()
                .orElse(null);
    }

    private static String outdated(@Nullable Unpublished unpublished, boolean isRemembered) {
        if (unpublished == null) {
            return "published meanwhile: the API has sent it again";
        }
        return isRemembered
                ? "outdated: the API has sent the CDR again since, as its events or a later dead letter show"
                : "too old: what was published of its CDR is known no longer; cdrstream fetch asks the API for it";
    }

    private static String hindrance(@Nullable Letter letter, @Nullable StreamEvents stream) {
        if (letter == null) {
            return "no dead letter begins there, or none does any more";
        }
        return stream == null
                ? "its stream is configured no longer"
                : "its bytes were withheld under a privacy rule; cdrstream fetch asks the API for it";
    }

    /** It is going to be durable: nobody else may publish it. */
    void published(LetterPlace letter) {
        if (letters != null) {
            letters.publish(letter);
        }
    }

    @Override
    public void close() {
        requests.close();
        if (letters != null) {
            letters.close();
        }
    }
}
