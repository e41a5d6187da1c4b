package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.MeasuredTraffic;
import io.cdrstream.plan.Rates;
import io.cdrstream.plan.StreamTraffic;
import io.cdrstream.sink.kafka.CommittedProgress;
import io.cdrstream.sink.kafka.CommittedProgress.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rates as the passes of the last day have found them. Asks Kafka, disturbs nobody, spends nothing. */
final class MeasuredRates implements Rates {

    /** A day, and the hours at its ends that a pass has not finished. */
    private static final Duration WINDOW = Duration.ofHours(30);

    private final Map<StreamId, CdrStream> read;
    private final Stored stored;
    private final List<CompletenessEntry> entries;
    private final Instant now;

    private MeasuredRates(List<CdrStream> read, Stored stored, List<CompletenessEntry> entries, Instant now) {
        this.read = read.stream().collect(Collectors.toMap(CdrStream::id, Function.identity()));
        this.stored = stored;
        this.entries = entries;
        this.now = now;
    }

    static MeasuredRates read(Configuration configuration, Instant now) throws Refused {
        CommittedProgress progress = new CommittedProgress(
                configuration.kafka(), configuration.ingestor().streams());
        return new MeasuredRates(
                configuration.ingestor().streams(),
                KafkaCall.of(progress::read),
                KafkaCall.of(() -> progress.entries(now.minus(WINDOW))),
                now);
    }

    /** Measured under the plan by which it is read, whatever plan is asked about. */
    @Override
    public @Nullable StreamTraffic of(CdrStream stream) {
        @Nullable Progress progress = stored.streams().get(stream.id());
        @Nullable CdrStream own = read.get(stream.id());
        return progress == null || own == null ? null : MeasuredTraffic.of(own, progress, entries, now);
    }

    /** How long a stream has been read for; nothing if it has not begun. */
    Duration running(StreamId stream) {
        @Nullable Progress progress = stored.streams().get(stream);
        return progress == null ? Duration.ZERO : Duration.between(progress.begin(), now);
    }
}
