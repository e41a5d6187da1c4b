package io.cdrstream.observe;

import io.cdrstream.flow.FlowListener;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Drift;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Replayed;
import io.cdrstream.source.Answer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moments of the flow as sentences for operators: what happened, what it means, what happens next. The same
 * sentence about the same subject is written once a minute at most; what only an operator can mend, once, as an error.
 *
 * <p>It never writes a value of a record, a cursor or a secret: it is given none but in pages, which it does not open
 * (I6).
 */
public final class LoggedFlow implements FlowListener {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Names of one product: who reads more of them reads the metrics. */
    private static final int MOST_NAMES = 20;

    private final Repetition repetition;
    private final DriftNames drifted = new DriftNames(MOST_NAMES);
    /** What is broken about a task, until it is mended. */
    private final Map<Integer, String> broken = new ConcurrentHashMap<>();

    public LoggedFlow() {
        this(System::nanoTime);
    }

    LoggedFlow(LongSupplier nanos) {
        this.repetition = new Repetition(PERIOD, nanos);
    }

    @Override
    public void answered(PageRequest request, Answer answer, Duration took) {
        if (answer instanceof Answer.Got got) {
            LOG.debug("{}: {} records in {} ms", request, got.page().billedRecords(), took.toMillis());
            if (got.page().isSalvaged()) {
                warn(
                        request.stream().id() + " unreadable",
                        request.stream().id() + ": a page holds records that are " + BadRecord.UNREADABLE
                                + "; it is asked for up to three times more before they go to the dead letter");
            }
        } else if (answer instanceof Answer.Failed failed) {
            warn(
                    request.stream().id() + failed.fault().name(),
                    request.stream().id() + ": " + failed.sentence() + "; the same page is asked for again");
        }
    }

    @Override
    public void committed(int task, Committed committed, Duration took) {
        StreamId stream = committed.page().request().stream().id();
        LOG.debug(
                "{}: {} published, {} known already, {} dead, watermark {}",
                stream,
                committed.published(),
                committed.duplicates(),
                committed.dead(),
                committed.watermark());
        if (committed.dead() > 0) {
            warn(
                    stream + " dead",
                    stream + ": " + committed.dead() + " records could not become events and are in the dead letter");
        }
        committed.drift().keySet().forEach(drift -> drifted(stream.product(), drift));
    }

    /** Once a name: how often is what the metrics say. */
    private void drifted(String product, Drift drift) {
        DriftNames.Sight sight = drifted.see(product, drift);
        if (sight.isFirst()) {
            LOG.warn("{}: {}; counted from now on", product, sentence(sight.drift()));
        }
    }

    private static String sentence(Drift drift) {
        String field = drift.field();
        return switch (drift.kind()) {
            case UNPARSED ->
                "a value of the field " + field + " is none of its type, so the event has its text in more instead";
            case UNKNOWN_FIELD -> "the schema does not know the field " + field + ", the event has it in more";
            case NEW_VALUE ->
                "the field " + field + " has a value that was not known before, " + drift.value()
                        + ", and is published as it is";
        };
    }

    @Override
    public void replayed(int task, Replayed replayed) {
        LOG.info(
                "task {}: of the dead letters asked for {} are published now, {} still are not",
                task,
                replayed.published(),
                replayed.refused());
    }

    @Override
    public void parked(StreamId stream, Answer.Refusal refusal, String sentence, Duration pause) {
        warn(
                parking(stream),
                stream + " is parked: " + sentence + "; it is asked for again in " + pause.toSeconds()
                        + " s, the others go on");
    }

    @Override
    public void resumed(StreamId stream) {
        repetition.forget(parking(stream));
        LOG.info("{} works again", stream);
    }

    @Override
    public void lookUpFailed(StreamId stream, String sentence, Duration pause) {
        warn(
                stream + " look-up",
                stream + ": records that are not final could not be looked up by id: " + sentence
                        + "; they are asked for again in " + pause.toMillis() + " ms, the others go on");
    }

    @Override
    public void sliceRestarted(PageRequest request, String why) {
        warn(
                request.stream().id() + " slice",
                request.stream().id() + ": the slice " + request.slice() + " starts again: " + why
                        + "; what is published already is not published again");
    }

    @Override
    public void capped(String credential, long records, LocalDate day) {
        LOG.warn(
                "credential {} has spent the cap of {}, or this instance its part of it ({} records, those of others as of"
                        + " the last rebalance): polling pauses until the next UTC day or until tasks move, nothing is"
                        + " lost; a larger daily-cap goes on at the next start",
                credential,
                day,
                records);
    }

    @Override
    public void billsUnknown(String sentence) {
        LOG.warn(
                "what other instances have paid for today cannot be read: {}; until tasks move again this one goes by what"
                        + " it knew of them",
                sentence);
    }

    @Override
    public void uncapped(String credential) {
        LOG.info("credential {} reads again", credential);
    }

    @Override
    public void unreachable(String credential, String sentence) {
        warn(
                credential + " unreachable",
                "credential " + credential + ": the API cannot be asked for the time, and nothing is read before that: "
                        + sentence + "; goes on trying");
    }

    @Override
    public void throttled(String credential, Duration pause, double requestsPerSecond) {
        warn(
                credential + " throttled",
                "credential " + credential + ": the API asks to slow down; pausing " + pause.toMillis()
                        + " ms, then at most " + String.format(Locale.ROOT, "%.1f", requestsPerSecond)
                        + " requests a second");
    }

    @Override
    public void sessionOpened(int task, int streams, Duration took) {
        repetition.forget(session(task));
        broken.remove(task);
        LOG.info("task {} reads {} streams; restored in {} ms", task, streams, took.toMillis());
    }

    @Override
    public void sessionLost(int task, String sentence, Duration pause) {
        warn(
                session(task),
                "task " + task + " lost its session: " + sentence + "; a new one recovers in " + pause.toMillis()
                        + " ms, nothing is lost");
    }

    @Override
    public void sessionBroken(int task, String sentence, Duration pause) {
        if (!sentence.equals(broken.put(task, sentence))) {
            LOG.error(
                    "task {} stands still until somebody mends this: {}; cdrstream check says what is wrong with topics"
                            + " and authorisations and names the commands; tried again every {} s, nothing is lost",
                    task,
                    sentence,
                    pause.toSeconds());
        }
    }

    @Override
    public void taskClosed(int task, boolean isGivenAway) {
        broken.remove(task);
        LOG.info("task {} is closed: {}", task, isGivenAway ? "the group has taken it away" : "this instance stops");
    }

    @Override
    public void clockMoved(Duration offset) {
        long seconds = offset.abs().toSeconds();
        String side = offset.isNegative() ? "behind" : "ahead of";
        LOG.warn(
                "answers of the API agree on another time: its clock is {}this machine's now; everything is planned by it",
                seconds == 0 ? "" : seconds + " s " + side + " ");
    }

    private void warn(String subject, String sentence) {
        repetition.sparing(subject, silenced -> {
            String suffix = silenced == 0 ? "" : " (and " + silenced + " times more since the last such line)";
            LOG.warn("{}{}", sentence, suffix);
        });
    }

    private static String parking(StreamId stream) {
        return stream + " parked";
    }

    private static String session(int task) {
        return "task " + task;
    }
}
