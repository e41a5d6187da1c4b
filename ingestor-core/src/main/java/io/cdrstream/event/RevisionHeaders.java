package io.cdrstream.event;

import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The headers that say which publication of its CDR an event is: {@code ce_change}, {@code ce_pass}, and of an update
 * {@code ce_changed}, what is different, in the order of the alphabet.
 *
 * <p>Confined to one thread. Remembers the last pass, since neighbours in a page share it.
 */
final class RevisionHeaders {

    private static final EventHeader NEW = change(Change.NEW);
    private static final EventHeader LATE = change(Change.LATE);
    private static final EventHeader UPDATED = change(Change.UPDATED);

    private String lastPass = Revision.NEW.pass();
    private EventHeader lastHeader = EventHeader.of("ce_pass", lastPass);

    void add(Revision revision, List<EventHeader> headers) {
        headers.add(
                switch (revision.change()) {
                    case NEW -> NEW;
                    case LATE -> LATE;
                    case UPDATED -> UPDATED;
                });
        headers.add(pass(revision.pass()));
        if (!revision.changed().isEmpty()) {
            headers.add(EventHeader.of("ce_changed", changed(revision)));
        }
    }

    private static EventHeader change(Change change) {
        return EventHeader.of("ce_change", change.text());
    }

    private EventHeader pass(String pass) {
        if (!pass.equals(lastPass)) {
            lastPass = pass;
            lastHeader = EventHeader.of("ce_pass", pass);
        }
        return lastHeader;
    }

    static String changed(Revision revision) {
        return revision.changed().stream().map(Aspect::text).sorted().collect(Collectors.joining(","));
    }
}
