package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which time each stream covers: its own words, or else its credential's, or else those at the top of the file.
 *
 * <p>Only what can never become right is an error. A start that is older than the API remembers is a warning and begins
 * where the API's memory does: a file that has worked for a year must not stop working on its own.
 */
final class Schedules {

    /** The API deletes what is older than 13 months. */
    private static final Duration MEMORY = Duration.ofDays(395);

    private final Problems problems;
    private final Instant now;
    private final Values top;
    private final Set<String> warned = new HashSet<>();

    Schedules(Problems problems, Instant now, Values top) {
        this.problems = problems;
        this.now = now;
        this.top = top;
    }

    /** @param entry the stream's own mapping, or the credential's where it has none */
    Schedule of(Values credential, Values entry) {
        Found<Start> start = found(
                entry, CredentialKeys.STREAM_START, credential, CredentialKeys.CREDENTIAL_START, ConfigKeys.START);
        Found<Instant> end =
                found(entry, CredentialKeys.STREAM_END, credential, CredentialKeys.CREDENTIAL_END, ConfigKeys.END);
        Found<Duration> settle = found(
                entry, CredentialKeys.STREAM_SETTLE, credential, CredentialKeys.CREDENTIAL_SETTLE, ConfigKeys.SETTLE);
        @Nullable Instant from = start.value == null ? null : begin(start.value, start.place);
        @Nullable Instant to = end.value == null ? null : end.value.truncatedTo(ChronoUnit.SECONDS);
        checkOrder(start.value, to, end.place);
        checkMemory(from, to, end.place);
        boolean isSettled = entry.has(CredentialKeys.STREAM_SETTLE)
                || credential.has(CredentialKeys.CREDENTIAL_SETTLE)
                || top.has(ConfigKeys.SETTLE);
        return new Schedule(from, to, isSettled ? settle.value : null);
    }

    private @Nullable Instant begin(Start start, Place place) {
        @Nullable Instant from = start.at(now);
        if (from == null) {
            return null;
        }
        if (from.isAfter(now)) {
            once(place, () -> problems.error(place, from + " is in the future", "write start: now"));
        }
        Instant oldest = oldest();
        if (from.isBefore(oldest)) {
            once(
                    place,
                    () -> problems.warning(
                            place,
                            "the API keeps 13 months: new streams begin at " + oldest + " instead of " + from,
                            null));
        }
        return from.isBefore(oldest) ? oldest : from;
    }

    private Instant oldest() {
        return now.minus(MEMORY).truncatedTo(ChronoUnit.SECONDS);
    }

    private void checkMemory(@Nullable Instant from, @Nullable Instant to, Place place) {
        if (from != null && to != null && from.equals(oldest()) && !to.isAfter(from)) {
            once(
                    place,
                    () -> problems.warning(
                            place, "the API has forgotten all of it: streams without a checkpoint read nothing", null));
        }
    }

    /** By the start as it is written: what is right today must not be wrong in 13 months. */
    private void checkOrder(@Nullable Start start, @Nullable Instant to, Place place) {
        @Nullable Instant from = start == null ? null : start.at(now);
        if (to == null) {
            return;
        }
        if (to.isAfter(from == null ? now : from)) {
            return;
        }
        String wrong = from == null ? "the end has passed" : "the end is not after the start, " + from;
        if (start instanceof Start.On) {
            once(place, () -> problems.error(place, wrong, null));
        } else { // what has begun long ago may still go on
            once(place, () -> problems.warning(place, wrong + ": streams without a checkpoint read nothing", null));
        }
    }

    /** The same words apply to many streams; they are wrong once. */
    private void once(Place place, Runnable report) {
        if (warned.add(place.path())) {
            report.run();
        }
    }

    private <T> Found<T> found(
            Values entry, ConfigKey<T> own, Values credential, ConfigKey<T> credentials, ConfigKey<T> tops) {
        if (entry.has(own)) {
            return new Found<>(entry.written(own), entry.placeOf(own));
        }
        return credential.has(credentials)
                ? new Found<>(credential.written(credentials), credential.placeOf(credentials))
                : new Found<>(top.get(tops), top.placeOf(tops));
    }

    private record Found<T>(@Nullable T value, Place place) {}
}
