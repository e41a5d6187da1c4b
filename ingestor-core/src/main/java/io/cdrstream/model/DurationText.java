package io.cdrstream.model;

import java.time.Duration;

/** A duration as people write it, to the millisecond: {@code 400 ms}, {@code 5 s}, {@code 90 min}, {@code 30 d}. */
public final class DurationText {

    private DurationText() {}

    /** In whole days from two days on, in whole hours from two hours on: where the rest says nothing. */
    public static String roughly(Duration duration) {
        if (duration.toDays() >= 2) {
            return duration.toDays() + " d";
        }
        return of(duration.toHours() >= 2 ? Duration.ofHours(duration.toHours()) : duration);
    }

    /** As a configuration writes it: {@code 90s}, {@code 185m}, {@code 25h}; days only where there are several. */
    public static String configured(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds <= 60 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 == 0 && seconds > 3 * 86_400 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
    }

    /** In the largest unit that has no fraction. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + " s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + " min";
        }
        return seconds % 86_400 != 0 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
