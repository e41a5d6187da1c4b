package io.cdrstream.app.config;

import static io.cdrstream.app.config.ValueTypes.choice;

import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.plan.PassPlans;
import io.cdrstream.plan.Preset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of value that belong to plans of passes, and how people write them. */
final class PassTypes {

    private static final Pattern AUDIT = Pattern.compile("(\\S+) +audit(?: +(\\d{1,3}(?:\\.\\d{1,3})?) ?%)?");
    private static final ValueType<Duration> AGE = ValueTypes.duration("1s", "30d");

    private PassTypes() {}

    static ValueType<String> passes() {
        return choice(Arrays.stream(Preset.values()).map(Preset::text).toArray(String[]::new));
    }

    /** A duration, but as it was written. */
    static ValueType<String> age() {
        return checked(AGE.range(), AGE::parse, AGE.schema());
    }

    /** What {@link #parse} understands, but as it was written. */
    static ValueType<String> revisit() {
        return checked(
                AGE.range() + ", alone or with audit and 1% to 100%",
                PassTypes::parse,
                Map.of("type", "string", "pattern", "^\\d+(ms|s|m|h|d)( +audit( +[0-9.]+ ?%)?)?$"));
    }

    /** {@code 3h}, {@code 3h audit}, {@code 3h audit 5%}. */
    static Revisit parse(String text) {
        Matcher audit = AUDIT.matcher(text);
        if (!audit.matches()) {
            if (text.contains(" ")) {
                throw new IllegalArgumentException("is not an age such as 3h, or 3h audit 5%");
            }
            return Revisit.of(AGE.parse(text));
        }
        double share = audit.group(2) == null ? PassPlans.AUDIT : Double.parseDouble(audit.group(2)) / 100;
        if (share < 0.01 || share > 1) {
            throw new IllegalArgumentException("has a share that is not within 1% and 100%");
        }
        return new Revisit(AGE.parse(audit.group(1)), share);
    }

    static Duration parseAge(String text) {
        return AGE.parse(text);
    }

    private static ValueType<String> checked(String range, Check check, Map<String, Object> schema) {
        return new ValueType<>(
                "age",
                range,
                text -> {
                    check.of(text);
                    return text;
                },
                schema);
    }

    private interface Check {
        Object of(String text);
    }
}
