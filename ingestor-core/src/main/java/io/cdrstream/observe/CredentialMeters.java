package io.cdrstream.observe;

import io.cdrstream.model.Credential;
import io.cdrstream.source.Answer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One credential: its requests, its budget, its bill. */
final class CredentialMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry registry;
    private final Credential credential;
    private final Tags tags;
    private final Map<Outcome, Counter> requests = new EnumMap<>(Outcome.class);
    private final Map<Turn, Counter> turns = new EnumMap<>(Turn.class);
    private final Timer took;
    private final Counter fee;
    private volatile Day day = new Day(LocalDate.EPOCH, 0);
    private volatile boolean isCapped;
    private volatile double requestsPerSecond;
    private volatile double clockOffset;

    CredentialMeters(MeterRegistry registry, Credential credential, StateGauges states) {
        this.registry = registry;
        this.credential = credential;
        this.tags = Tags.of("credential", credential.key());
        this.requestsPerSecond = credential.requestsPerSecond();
        for (Outcome outcome : Outcome.values()) {
            requests.put(outcome, requestCounter(outcome));
        }
        for (Turn turn : Turn.values()) {
            turns.put(turn, turnCounter(turn));
        }
        took = Timer.builder("cdrstream.api.request")
                .description("From sending a request until its whole answer was read.")
                .serviceLevelObjectives(BUCKETS)
                .tags(tags)
                .register(registry);
        fee = Counter.builder("cdrstream.fee.euros")
                .description("What the API charges for the records it returned, since this process began.")
                .tags(tags)
                .register(registry);
        registerBudget(states);
        registerBill();
    }

    private Counter requestCounter(Outcome outcome) {
        return Counter.builder("cdrstream.api.requests")
                .description("Answers of the API to requests for pages, by what came of them.")
                .tags(tags)
                .tag("outcome", outcome.text())
                .register(registry);
    }

    private Counter turnCounter(Turn turn) {
        return Counter.builder("cdrstream.api.turns")
                .description("Answers of the API to requests for pages, by what was asked for.")
                .tags(tags)
                .tag("kind", turn.text())
                .register(registry);
    }

    private void registerBudget(StateGauges states) {
        gauge(
                "cdrstream.api.budget.requests.per.second",
                "Requests a second that the pacer allows now.",
                () -> states.requestsPerSecond(credential.key(), requestsPerSecond));
        gauge(
                "cdrstream.api.in.flight",
                "Pages requested and not committed yet.",
                () -> states.inFlight(credential.key()));
        gauge(
                "cdrstream.api.clock.offset.seconds",
                "The API's clock minus ours; positive if the API is ahead.",
                () -> clockOffset);
    }

    private void registerBill() {
        gauge("cdrstream.fee.today.euros", "The fee of this UTC day of our tasks, restarts included.", this::feeToday);
        gauge("cdrstream.fee.cap.euros", "The cap of a UTC day.", credential::dailyCap);
        gauge(
                "cdrstream.capped",
                "1 while the day's cap is spent, or our part of it, and polling pauses.",
                () -> isCapped ? 1 : 0);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tags(tags).register(registry);
    }

    private double feeToday() {
        Clock clock = registry.config().clock();
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(clock.wallTime()), ZoneOffset.UTC);
        Day known = day;
        return known.date.isBefore(today) ? 0 : credential.fee(known.records).doubleValue();
    }

    void answered(Turn turn, Answer answer, Duration duration) {
        increment(requests.get(Outcome.of(answer)));
        increment(turns.get(turn));
        took.record(duration);
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    Credential credential() {
        return credential;
    }

    void billed(int records, LocalDate date, long today) {
        fee.increment(credential.fee(records).doubleValue());
        spent(date, today);
    }

    void spent(LocalDate date, long today) {
        day = new Day(date, today);
    }

    void capped(boolean capped) {
        isCapped = capped;
    }

    void slowed(double pace) {
        requestsPerSecond = pace;
    }

    void clockOffset(Duration offset) {
        clockOffset = offset.toMillis() / 1000.0;
    }

    private record Day(LocalDate date, long records) {}
}
