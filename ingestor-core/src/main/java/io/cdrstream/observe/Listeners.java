package io.cdrstream.observe;

import io.cdrstream.flow.FlowListener;
import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Replayed;
import io.cdrstream.source.Answer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** Several listeners as one; each hears every moment, in the order given. */
public final class Listeners implements FlowListener {

    private final List<FlowListener> all;

    private Listeners(List<FlowListener> all) {
        this.all = all;
    }

    public static FlowListener all(FlowListener... listeners) {
        return new Listeners(List.of(listeners));
    }

    private void each(Consumer<FlowListener> moment) {
        all.forEach(moment);
    }

    @Override
    public void answered(PageRequest request, Answer answer, Duration took) {
        each(l -> l.answered(request, answer, took));
    }

    @Override
    public void committed(int task, Committed committed, Duration took) {
        each(l -> l.committed(task, committed, took));
    }

    @Override
    public void replayed(int task, Replayed replayed) {
        each(l -> l.replayed(task, replayed));
    }

    @Override
    public void billed(String credential, StreamId stream, int records, LocalDate day, long today) {
        each(l -> l.billed(credential, stream, records, day, today));
    }

    @Override
    public void spent(String credential, LocalDate day, long today) {
        each(l -> l.spent(credential, day, today));
    }

    @Override
    public void billsUnknown(String sentence) {
        each(l -> l.billsUnknown(sentence));
    }

    @Override
    public void unreachable(String credential, String sentence) {
        each(l -> l.unreachable(credential, sentence));
    }

    @Override
    public void lookUpFailed(StreamId stream, String sentence, Duration pause) {
        each(l -> l.lookUpFailed(stream, sentence, pause));
    }

    @Override
    public void parked(StreamId stream, Answer.Refusal refusal, String sentence, Duration pause) {
        each(l -> l.parked(stream, refusal, sentence, pause));
    }

    @Override
    public void resumed(StreamId stream) {
        each(l -> l.resumed(stream));
    }

    @Override
    public void sliceRestarted(PageRequest request, String why) {
        each(l -> l.sliceRestarted(request, why));
    }

    @Override
    public void capped(String credential, long records, LocalDate day) {
        each(l -> l.capped(credential, records, day));
    }

    @Override
    public void uncapped(String credential) {
        each(l -> l.uncapped(credential));
    }

    @Override
    public void capLeftToOthers(String credential) {
        each(l -> l.capLeftToOthers(credential));
    }

    @Override
    public void throttled(String credential, Duration pause, double requestsPerSecond) {
        each(l -> l.throttled(credential, pause, requestsPerSecond));
    }

    @Override
    public void restored(int task, List<ArrivalDelay> delays) {
        each(l -> l.restored(task, delays));
    }

    @Override
    public void sessionOpened(int task, int streams, Duration took) {
        each(l -> l.sessionOpened(task, streams, took));
    }

    @Override
    public void sessionBroken(int task, String sentence, Duration pause) {
        each(l -> l.sessionBroken(task, sentence, pause));
    }

    @Override
    public void sessionLost(int task, String sentence, Duration pause) {
        each(l -> l.sessionLost(task, sentence, pause));
    }

    @Override
    public void taskClosed(int task, boolean isGivenAway) {
        each(l -> l.taskClosed(task, isGivenAway));
    }

    @Override
    public void clockOffset(String credential, Duration offset) {
        each(l -> l.clockOffset(credential, offset));
    }

    @Override
    public void clockMoved(Duration offset) {
        each(l -> l.clockMoved(offset));
    }
}
