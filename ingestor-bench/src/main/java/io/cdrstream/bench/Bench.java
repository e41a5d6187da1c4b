package io.cdrstream.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the bench; docs/benchmarks.md says what each measures. */
@Command(
        name = "bench",
        subcommands = {PageServer.class, Yardstick.class, CatchUp.class, Pace.class, Outage.class, Horizon.class},
        mixinStandardHelpOptions = true,
        description = "Load runs of cdrstream.")
final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "io/cdrstream/bench/logback.xml");
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
