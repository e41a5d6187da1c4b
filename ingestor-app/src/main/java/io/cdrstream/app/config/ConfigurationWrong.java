package io.cdrstream.app.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Tells everything that is wrong with it, one line each. */
public final class ConfigurationWrong extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ConfigurationWrong(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
