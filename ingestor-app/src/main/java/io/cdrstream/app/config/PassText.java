package io.cdrstream.app.config;

import io.cdrstream.model.DurationText;
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
                + DurationText.configured(plan.memory());
    }

    /** {@code 3h audit 3%}. */
    public static String of(Revisit revisit) {
        return DurationText.configured(revisit.age())
                + (revisit.share() < 1 ? " audit " + percent(revisit.share()) : "");
    }

    private static String ages(List<Duration> ages) {
        return ages.stream().map(DurationText::configured).collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        String number = String.format(Locale.ROOT, "%.3f", share * 100);
        return number.replaceAll("\\.?0+$", "") + "%";
    }
}
