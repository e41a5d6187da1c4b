package io.cdrstream.app.config;

import io.cdrstream.app.config.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that a user hears of all of it at once. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void error(Place place, String what, @Nullable String remedy) {
        found.add(new Problem(Severity.ERROR, place.path(), place.line(), what, remedy));
    }

    void warning(Place place, String what, @Nullable String remedy) {
        found.add(new Problem(Severity.WARNING, place.path(), place.line(), what, remedy));
    }

    /** Everything that is odd, if nothing is wrong. */
    List<Problem> warningsOrThrow() throws ConfigurationWrong {
        if (found.stream().anyMatch(Problem::isError)) {
            throw wrong();
        }
        return List.copyOf(found);
    }

    /** All errors. */
    ConfigurationWrong wrong() {
        return new ConfigurationWrong(found.stream().filter(Problem::isError).toList());
    }

    /** Where in a file something is. */
    record Place(String path, int line) {

        static final Place FILE = new Place("", 0);

        Place field(String name, int at) {
            return new Place(path.isEmpty() ? name : path + "." + name, at);
        }

        Place item(int index, int at) {
            return new Place(path + "[" + index + "]", at);
        }
    }
}
