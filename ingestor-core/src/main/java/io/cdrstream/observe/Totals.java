package io.cdrstream.observe;

import io.cdrstream.flow.FlowListener;
import io.cdrstream.model.Credential;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What this process has done since it began, as one sentence for its last line. */
public final class Totals implements FlowListener {

    private final List<Credential> credentials;
    private final Map<String, LongAdder> billed;
    private final LongAdder published = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder dead = new LongAdder();

    public Totals(List<Credential> credentials) {
        this.credentials = credentials;
        this.billed = credentials.stream().collect(Collectors.toMap(Credential::key, credential -> new LongAdder()));
    }

    @Override
    public void committed(int task, Committed committed, Duration took) {
        published.add(committed.published());
        duplicates.add(committed.duplicates());
        dead.add(committed.dead());
    }

    @Override
    public void billed(String credential, StreamId stream, int records, LocalDate day, long today) {
        of(credential).add(records);
    }

    /** {@code published 12, duplicates dropped 1, dead letters 0; billed 13 records, 0.01 euros}. */
    @Override
    public String toString() {
        return "published " + published + ", duplicates dropped " + duplicates + ", dead letters " + dead + "; billed "
                + billed.values().stream().mapToLong(LongAdder::sum).sum() + " records, "
                + fee().setScale(2, RoundingMode.HALF_UP) + " euros";
    }

    private BigDecimal fee() {
        return credentials.stream()
                .map(credential -> credential.fee(of(credential.key()).sum()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private LongAdder of(String credential) {
        LongAdder records = billed.get(credential);
        if (records == null) {
            throw new IllegalArgumentException("no credential " + credential);
        }
        return records;
    }
}
