package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} in a scalar; {@code $${} stays a literal <code>${</code>. It
 * works on scalars after parsing, so a variable's value can never change the structure of the file.
 */
final class Substitution {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?<escaped>\\$\\{)|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?}"
                    + "|(?<open>\\$\\{[^}]*$)");

    private final Environment environment;
    private final Problems problems;

    Substitution(Environment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The text with its variables replaced; null if one is not set, or not closed, which it reports. */
    @Nullable
    String apply(String text, Place place) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            if (matcher.group("open") != null) {
                problems.error(place, "has a ${ that nothing closes", "write ${NAME}; $${ is a literal ${");
                return null;
            }
            String literal = matcher.group("escaped");
            @Nullable
            String value = literal != null ? literal : value(matcher.group("name"), matcher.group("default"), place);
            if (value == null) {
                return null;
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }

    private @Nullable String value(String name, @Nullable String byDefault, Place place) {
        String set = environment.get(name);
        if (set != null && !set.isEmpty()) {
            return set;
        }
        if (byDefault == null) {
            problems.error(
                    place,
                    "the environment variable " + name + " is not set",
                    "set it, or write ${" + name + ":-a default}");
        }
        return byDefault;
    }
}
