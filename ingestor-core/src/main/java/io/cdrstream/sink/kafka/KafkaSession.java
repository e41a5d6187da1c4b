package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.SessionLost.Meaning.BROKEN;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Fingerprints;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.RecordAgain;
import io.cdrstream.sink.Replayed;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.TaskBook;
import io.cdrstream.sink.kafka.ReplayRequests.Request;
import io.cdrstream.sink.kafka.Replays.Again;
import io.cdrstream.sink.kafka.Replays.Replay;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A session of one task, as one thread sees it: blocking, and confined to the thread that opened it.
 *
 * <pre>
 *   initTransactions ─▶ restore ─▶ [ begin ─▶ events, dead letters ─▶ progress, chunks ─▶ commit ]*
 *      fence (I2)                    one transaction: all of it becomes visible, or nothing (I1)
 * </pre>
 *
 * <p>Any exception ends the session. There is no abort here: what is open is aborted by the next session's fence, and
 * whether a doubtful commit took place is what the next session's restore finds.
 */
final class KafkaSession {

    private final TaskScope scope;
    private final Producer<byte[], byte[]> producer;
    private final CheckpointBatch batch = new CheckpointBatch();
    private final Map<StreamId, StreamEvents> events = new HashMap<>();
    private final AtomicLong seenEnd = new AtomicLong();
    private final MetaRecord meta;
    private final TaskBook book;
    private final KafkaSeen seen;
    private final DayBills bills;
    private final ArrivalDelays delays;
    private final EventRecords records = new EventRecords();
    private final WritingTime writing;
    private final long settledReplays;
    private boolean isInTransaction;
    private @Nullable Replays replays;

    private KafkaSession(
            TaskScope scope,
            Producer<byte[], byte[]> producer,
            Checkpoints stored,
            TaskOpening opening,
            long seenUntil) {
        this.scope = scope;
        this.producer = producer;
        writing = new WritingTime(ClientProperties.writing(scope.settings()), System::nanoTime);
        meta = meta(stored);
        opening.decide(batch);
        seenEnd.set(seenUntil);
        seen = new KafkaSeen(scope, seenEnd::get);
        Fingerprints fingerprints = new Fingerprints(meta.fingerprintKey());
        book = new TaskBook(scope.streams(), opening.streams(), fingerprints, seen, KafkaSeen.MOST_IN_MEMORY);
        bills = new DayBills(stored.bills());
        settledReplays = stored.replays();
        delays = new ArrivalDelays(stored.delays(), opening.streams().keySet());
    }

    /** Fences, restores, and stores what is new. */
    static Opened open(TaskScope scope, Producer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        producer.initTransactions(); // I2: nobody writes to this task's partitions from here on but us
        try (Admin admin = Admin.create(ClientProperties.admin(scope.settings()));
                TaskReader reader = new TaskReader(scope, admin)) {
            Checkpoints stored = reader.checkpoints();
            TaskOpening opening = new TaskOpening(stored, scope.streams(), scope.now());
            KafkaSession session = new KafkaSession(scope, producer, stored, opening, reader.seenEnd());
            session.encoders(TopicLimits.ask(admin, scope.settings(), session.topics()));
            session.storeWhatIsNew();
            return new Opened(session, new Restored(opening.streams(), session.bills.all(), session.delays.all()));
        }
    }

    private void storeWhatIsNew() {
        if (!batch.isEmpty()) {
            begin();
            commit();
        }
    }

    private MetaRecord meta(Checkpoints stored) {
        int tasks = scope.settings().tasks();
        @Nullable MetaRecord found = stored.meta();
        if (found == null) {
            MetaRecord created = MetaRecord.create(tasks);
            batch.meta(created);
            return created;
        }
        if (found.tasks() != tasks) {
            String sentence = scope.checkpoints() + " was made for " + found.tasks() + " tasks, the configuration says "
                    + tasks + ": streams would be looked for in the wrong partition. Set topics.tasks to "
                    + found.tasks();
            throw new SessionLost(BROKEN, sentence, new IllegalStateException("number of tasks changed"));
        }
        return found;
    }

    private Set<String> topics() {
        Set<String> topics = new HashSet<>(Set.of(scope.settings().deadLetter()));
        scope.streams().forEach(stream -> topics.add(stream.topic()));
        return topics;
    }

    private void encoders(TopicLimits limits) {
        for (CdrStream stream : scope.streams()) {
            StreamEvents encoder =
                    new StreamEvents(stream, limits, scope.settings(), scope.framings(), meta.fingerprintKey());
            events.put(stream.id(), encoder);
        }
    }

    /** Writes the page into the transaction under way. What is returned is true once {@link #commit} returns. */
    Committed write(Page page) {
        StreamEvents encoder = events.get(page.request().stream().id());
        if (encoder == null) {
            throw new IllegalStateException(page.request().stream().id() + " does not belong to this task");
        }
        Instant now = scope.clock().instant();
        long sequence = book.nextSequence(encoder.stream().id());
        long started = System.nanoTime();
        Posting posting = book.post(page, cdr -> encoder.isTooLarge(page, cdr, sequence, now), seenEnd.get());
        writing.exclude(System.nanoTime() - started); // it may have loaded chunks
        StreamEvents.Outgoing outgoing = encoder.of(posting, now); // made before anything is sent
        begin();
        outgoing.events().forEach(event -> send(records.of(event), null));
        note(posting, encoder, page.apiTime());
        bills.add(page, batch);
        return new Committed(
                posting,
                outgoing.published(),
                outgoing.dead(),
                outgoing.drift(),
                outgoing.charges(),
                delays.learn(posting, batch));
    }

    private void note(Posting posting, StreamEvents encoder, Instant now) {
        String stream = encoder.stream().id().text();
        posting.slices().forgotten().forEach(from -> batch.forgetSlice(stream, from));
        posting.slices().written().forEach(slice -> batch.slice(stream, slice));
        for (ChunkRef chunk : posting.seen().dropped()) {
            batch.forgetChunk(stream, chunk);
            seen.dropped(chunk);
        }
        for (Posting.Chunk chunk : posting.seen().written()) {
            batch.chunk(stream, chunk);
            seen.written(chunk);
        }
        posting.followUps().forEach(followUp -> batch.followUp(stream, followUp));
        posting.closed().forEach(tally -> batch.forgetTally(stream, tally));
        posting.tallies().forEach(tally -> batch.tally(stream, tally));
        String completeness = scope.settings().completeness();
        posting.entries().forEach(entry -> send(TallyCodec.message(completeness, entry), null));
        batch.stream(StreamRecord.of(encoder.stream(), posting.reached(), now));
    }

    /** Commits what one answer has cost that led to nothing. */
    void charge(DayBill charge) {
        begin();
        bills.add(charge, batch);
        commit();
    }

    /**
     * Publishes the dead letters that somebody has asked for, in transactions of their own. The API is not asked, so no
     * bill grows.
     */
    Replayed replay(RecordAgain again) throws ExecutionException, InterruptedException {
        Replayed replayed = Replayed.NONE;
        if (replays == null) {
            replays = new Replays(scope, settledReplays, book, events);
        }
        for (Request request : replays.waiting()) {
            Replay replay = replays.decide(request, again, seenEnd.get());
            begin();
            write(replay);
            batch.replays(replay.next());
            commit();
            replayed = replay.letter() == null ? replayed : replayed.plus(replay.isPublished());
        }
        return replayed;
    }

    private void write(Replay replay) {
        @Nullable Again again = replay.again();
        if (again != null) {
            send(records.of(again.event()), null);
            note(again.posting(), again.of(), scope.clock().instant());
        }
        @Nullable LetterPlace letter = replay.letter();
        if (letter != null) {
            send(LetterMark.of(scope.settings().deadLetter(), letter, replay.why()), null);
        }
        if (letter != null && again != null && replays != null) {
            replays.published(letter);
        }
    }

    void close() {
        seen.close();
        if (replays != null) {
            replays.close();
        }
    }

    private void begin() {
        if (!isInTransaction) {
            producer.beginTransaction();
            isInTransaction = true;
            writing.begin();
        }
    }

    /** Makes everything written since the last commit visible. A failed send fails it too. */
    void commit() {
        if (isInTransaction) {
            batch.drainCheckpoints((key, value) -> send(scope.checkpoints(), key, value));
            batch.drainChunks((key, value) -> send(scope.seen(), key, value));
            producer.commitTransaction(); // I1
            isInTransaction = false;
            seen.committed();
        }
    }

    private void send(TopicPartition to, String key, byte @Nullable [] value) {
        boolean isChunk = to.topic().equals(scope.settings().seen());
        send(
                new ProducerRecord<>(to.topic(), to.partition(), Json.utf8(key), value),
                isChunk ? (metadata, error) -> advance(metadata, error) : null);
    }

    private void send(ProducerRecord<byte[], byte[]> message, @Nullable Callback callback) {
        producer.send(message, callback);
        writing.check();
    }

    /** Runs on the producer's own thread. Only where to start looking: an error shows in the commit. */
    private void advance(@Nullable RecordMetadata metadata, @Nullable Exception error) {
        if (error == null && metadata != null && metadata.hasOffset()) {
            seenEnd.accumulateAndGet(metadata.offset() + 1, Math::max);
        }
    }

    /** @param restored for whoever plans the reading; the session itself has no use for it */
    record Opened(KafkaSession session, Restored restored) {}
}
