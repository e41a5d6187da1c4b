package io.cdrstream.sink;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a task knows to be durable, or about to be: the books of its streams. Confined to the task's commit thread; a
 * new session makes a new book from what it restored, so nothing that a failed commit promised survives it.
 */
public final class TaskBook {

    private final Map<StreamId, StreamBook> streams = new HashMap<>();

    /**
     * @param progress of every stream
     * @param mostInMemory fingerprints of open slices, 50 to 100 bytes each; of a single slice there may be more
     */
    public TaskBook(
            Collection<CdrStream> streams,
            Map<StreamId, Progress> progress,
            Fingerprints fingerprints,
            SeenStore store,
            int mostInMemory) {
        SeenMemory memory = new SeenMemory(mostInMemory);
        for (CdrStream stream : streams) {
            @Nullable Progress restored = progress.get(stream.id());
            if (restored == null) {
                throw new IllegalStateException("nothing was restored for " + stream.id());
            }
            this.streams.put(stream.id(), new StreamBook(stream, restored, fingerprints, store, memory));
        }
    }

    /**
     * Decides what a page changes. The caller writes all of it in the transaction under way (I1).
     *
     * @param isTooLarge whose event its topic would not take; asked of every record
     * @param floor an offset of the seen topic at or before the chunks that the caller is going to write
     * @throws IllegalStateException if the page does not continue its slice: only a bug can bring that about
     */
    public Posting post(Page page, Predicate<Cdr> isTooLarge, long floor) {
        return book(page.request().stream().id()).post(page, isTooLarge, floor);
    }

    /** The same where every event fits. */
    public Posting post(Page page, long floor) {
        return post(page, cdr -> false, floor);
    }

    /**
     * Decides what it changes that a dead letter is to be published after all.
     *
     * @param page the letter's record and nothing else
     * @param unpublished which revision it is; null if it could not be read then, and so may be known by now only from
     *     somebody else who has published it
     * @return publishes nothing if the API has sent it again since
     */
    public Posting postAgain(Page page, @Nullable Unpublished unpublished, long floor) {
        return book(page.request().stream().id()).postAgain(page, unpublished, floor);
    }

    /** Whether it is still known what was published of a time. */
    public boolean remembers(StreamId stream, Slice range) {
        return book(stream).remembers(range);
    }

    /** The number that the next commit of the stream will have. */
    public long nextSequence(StreamId stream) {
        return book(stream).nextSequence();
    }

    public Progress progress(StreamId stream) {
        return book(stream).progress();
    }

    private StreamBook book(StreamId stream) {
        @Nullable StreamBook book = streams.get(stream);
        if (book == null) {
            throw new IllegalStateException("stream " + stream + " does not belong to this task");
        }
        return book;
    }
}
