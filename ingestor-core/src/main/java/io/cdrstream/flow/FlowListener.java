package io.cdrstream.flow;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Replayed;
import io.cdrstream.source.Answer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * Hears the moments of the flow; metrics and logs are made of them. Called on the flow's own threads: must be quick,
 * must not block and must not throw.
 */
public interface FlowListener {

    /** The API has answered a request for a page, or failed to. */
    default void answered(PageRequest request, Answer answer, Duration took) {}

    /** The API cannot be asked for the time; nothing is planned before that. */
    default void unreachable(String credential, String sentence) {}

    /** A commit has made a page durable. @param took from when the page was offered */
    default void committed(int task, Committed committed, Duration took) {}

    /** Dead letters that somebody asked for are events now, or still are not. */
    default void replayed(int task, Replayed replayed) {}

    /**
     * A page was paid for and has arrived; {@code today} is what the tasks of ours have paid for on the credential's
     * day.
     */
    default void billed(String credential, StreamId stream, int records, LocalDate day, long today) {}

    /** A task has brought what it had paid for, or has taken it along; {@code today} as before. */
    default void spent(String credential, LocalDate day, long today) {}

    /** What other instances have paid for cannot be read; this one goes by what it knew. */
    default void billsUnknown(String sentence) {}

    /** The API refuses the stream; it is asked again after the pause. */
    default void parked(StreamId stream, Answer.Refusal refusal, String sentence, Duration pause) {}

    /** A parked or failing stream works again. */
    default void resumed(StreamId stream) {}

    /** Records could not be looked up by their ids; others are, meanwhile. */
    default void lookUpFailed(StreamId stream, String sentence, Duration pause) {}

    /** A slice starts again from its first page, half as long or whole. */
    default void sliceRestarted(PageRequest request, String why) {}

    /**
     * The day's cap is spent, or our part of what is left of it: polling pauses until the next UTC day or until tasks
     * move. {@code records} are those of all tasks, as far as is known.
     */
    default void capped(String credential, long records, LocalDate day) {}

    /** It reads again: a new day, or tasks have moved. */
    default void uncapped(String credential) {}

    /** It was capped, and has no tasks any more: whether it reads again is for others to say. */
    default void capLeftToOthers(String credential) {}

    /** The API asked to slow down; the credential's pace after this. */
    default void throttled(String credential, Duration pause, double requestsPerSecond) {}

    /** What a new session found: how late records arrive. Later changes come with commits. */
    default void restored(int task, List<ArrivalDelay> delays) {}

    /** The task is fenced and restored and reads from now on. */
    default void sessionOpened(int task, int streams, Duration took) {}

    /** The session is over, a new one follows after the pause. */
    default void sessionLost(int task, String sentence, Duration pause) {}

    /** As before, but every new session will end alike until somebody mends what the sentence says. */
    default void sessionBroken(int task, String sentence, Duration pause) {
        sessionLost(task, sentence, pause);
    }

    /** Nothing more is read. @param isGivenAway the group has taken the task away; else this instance stops */
    default void taskClosed(int task, boolean isGivenAway) {}

    /** The API's clock differs from ours; positive if the API is ahead. */
    default void clockOffset(String credential, Duration offset) {}

    /** Answers that agree have moved the time by which everything is planned: now it differs so much from ours. */
    default void clockMoved(Duration offset) {}
}
