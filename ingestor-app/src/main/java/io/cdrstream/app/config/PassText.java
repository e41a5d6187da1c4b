package io.cdrstream.app.config;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan of passes in the words in which configurations write it. */
public final class PassText {

    private PassText() {}

    /** {@code revisits: [3h audit 3%, 73h], follow-ups: [15m, 1h], memory: 7d}. */
    public static String of(PassPlan plan) {
        String revisits = plan.revisits().stream().map(PassText::of).collect(Collectors.joining(", "));
        return "revisits: [" + revisits + "], follow-ups: [" + ages(plan.followUps()) + "], memory: "
                + of(plan.memory());
    }

    /** {@code 3h audit 3%}. */
    public static String of(Revisit revisit) {
        return of(revisit.age()) + (revisit.share() < 1 ? " audit " + percent(revisit.share()) : "");
    }

    /** In the largest unit that has no fraction, but days only where there are several of them. */
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0 || seconds == 0) {
            return seconds == 60 ? "60s" : seconds / 60 + "m";
        }
        return seconds % 86_400 == 0 && seconds > 3 * 86_400 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
    }

    private static String ages(List<Duration> ages) {
        return ages.stream().map(PassText::of).collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        String number = String.format(Locale.ROOT, "%.3f", share * 100);
        return number.replaceAll("\\.?0+$", "") + "%";
    }
}
