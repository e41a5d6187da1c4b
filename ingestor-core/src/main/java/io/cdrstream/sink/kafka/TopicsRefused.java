package io.cdrstream.sink.kafka;

import java.util.List;
import java.util.stream.Collectors;

/** The topics are not as the guarantee needs them: all findings at once, each with what mends it. */
public final class TopicsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    TopicsRefused(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
