package io.cdrstream.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one test class in a process of its own. Exit code: 0 all passed, 1 something failed, 2 nothing ran. */
final class RunTest {

    private RunTest() {}

    public static void main(String[] args) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(args[0]))
                .build();
        LauncherFactory.create().execute(request, summary);
        long failed = summary.getSummary().getTotalFailureCount();
        long run = summary.getSummary().getTestsStartedCount();
        summary.getSummary().getFailures().stream()
                .limit(1)
                .forEach(failure ->
                        System.out.println(failure.getTestIdentifier().getDisplayName() + ": "
                                + String.valueOf(failure.getException())
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
        System.exit(failed > 0 ? 1 : run == 0 ? 2 : 0);
    }
}
