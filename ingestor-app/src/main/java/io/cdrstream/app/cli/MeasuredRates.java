package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.MeasuredTraffic;
import io.cdrstream.plan.Position;
import io.cdrstream.plan.Rates;
import io.cdrstream.plan.StreamTraffic;
import io.cdrstream.sink.kafka.CommittedProgress;
import io.cdrstream.sink.kafka.CommittedProgress.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rates as the passes of the last day have found them. Asks Kafka, disturbs nobody, spends nothing. */
final class MeasuredRates implements Rates {

    private final Map<CdrStream, Progress> streams;
    private final Map<StreamId, StreamTraffic> traffic;
    private final Instant now;

    private MeasuredRates(Map<CdrStream, Progress> streams, List<CompletenessEntry> entries, Instant now) {
        this.streams = Map.copyOf(streams);
        this.traffic = MeasuredTraffic.of(streams, entries, now);
        this.now = now;
    }

    /** @param now by our own clock */
    static MeasuredRates read(Configuration configuration, Instant now) throws Refused {
        List<CdrStream> read = configuration.ingestor().streams();
        CommittedProgress progress = new CommittedProgress(configuration.kafka(), read);
        Stored stored = KafkaCall.of(progress::read);
        List<CompletenessEntry> entries = KafkaCall.of(() -> progress.entries(
                now.minus(MeasuredTraffic.back(read)))); // they bear our clock's time, whosever their hours are
        Map<CdrStream, Progress> streams = new HashMap<>();
        for (CdrStream stream : read) {
            @Nullable Progress of = stored.streams().get(stream.id());
            if (of != null) {
                streams.put(stream, of);
            }
        }
        return new MeasuredRates(
                streams, entries, apiTime(streams, configuration.ingestor().clockSpeed(), now));
    }

    /** A simulator's clock is not ours: it is about what it was there when the youngest stream was read last. */
    static Instant apiTime(Map<CdrStream, Progress> streams, int clockSpeed, Instant ours) {
        return clockSpeed == 1
                ? ours
                : streams.entrySet().stream()
                        .map(each ->
                                each.getValue().watermark().plus(each.getKey().settle()))
                        .max(Instant::compareTo)
                        .orElse(ours);
    }

    /** Measured under the plan by which it is read, whatever plan is asked about. */
    @Override
    public @Nullable StreamTraffic of(CdrStream stream) {
        return traffic.get(stream.id());
    }

    /** What time it is by the clock of the API. */
    Instant now() {
        return now;
    }

    /** How long a stream has been read for; nothing if it has not begun. Of another plan's passes no more is known. */
    Position position(CdrStream stream) {
        for (Map.Entry<CdrStream, Progress> each : streams.entrySet()) {
            if (each.getKey().id().equals(stream.id())) {
                Position position = Position.of(stream, each.getValue(), now);
                return each.getKey().plan().equals(stream.plan()) ? position : position.ofAnotherPlan();
            }
        }
        return Position.start(stream, now);
    }
}
