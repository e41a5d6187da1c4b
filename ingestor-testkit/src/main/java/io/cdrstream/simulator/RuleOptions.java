package io.cdrstream.simulator;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** What the API allows, how fast it is and what goes wrong. */
final class RuleOptions {

    @Option(
            names = "--rate-limit",
            defaultValue = "10",
            paramLabel = "<n>",
            converter = NumberOptions.Count.class,
            description = "Requests a second of the key; 0 for no limit. Default: 10")
    private int rateLimit;

    @Option(
            names = "--latency",
            defaultValue = "0s",
            paramLabel = "<time>",
            description = "Of every answer. Default: none")
    private Duration latency = Duration.ZERO;

    @Option(
            names = "--cursor-lifetime",
            defaultValue = "0s",
            paramLabel = "<time>",
            description = "After which a cursor is refused. Default: never")
    private Duration cursorLifetime = Duration.ZERO;

    @Option(names = "--oldest-first", description = "Order of the records. Default: newest first")
    private boolean oldestFirst;

    @Option(names = "--no-snapshot", description = "Each page shows its own moment. Default: that of the first page")
    private boolean moving;

    @Option(
            names = "--fault",
            paramLabel = "<fault>",
            converter = FaultOption.Converter.class,
            description =
                    "name=probability or name@request, e.g. cut-body=0.01 or reset@17. Can be repeated. A wrong name lists all.")
    private List<FaultOption> faults = List.of();

    @Option(
            names = "--foreign-host",
            defaultValue = "reports.elsewhere.example",
            paramLabel = "<host[:port]>",
            description = "Where foreign links and redirects point.")
    private String foreignHost = "";

    ApiRules rules() {
        return ApiRules.documented()
                .requestsPerSecond(rateLimit)
                .latency(latency)
                .cursorLifetime(cursorLifetime)
                .newestFirst(!oldestFirst)
                .snapshot(!moving);
    }

    FaultPlan faults() {
        FaultPlan plan = FaultPlan.none().foreignHost(foreignHost);
        for (FaultOption fault : faults) {
            plan = fault.addTo(plan);
        }
        return plan;
    }
}
