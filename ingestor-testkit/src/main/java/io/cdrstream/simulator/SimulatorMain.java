package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Traffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.netty.ChannelBindException;

/** The simulator as a program: {@code cdrstream-simulator}. */
@Command(
        name = "cdrstream-simulator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "A Reports API to try a client against without paying: synthetic CDRs, real rules, faults on demand.",
        footer = {
            "",
            "Examples:",
            "  cdrstream-simulator",
            "  cdrstream-simulator --accounts demo1234,sub00001,sub00002 --products SMS,VOICE-CALL --cdrs-per-second 20",
            "  cdrstream-simulator --history 1d --rate-limit 0                  a day of records at once",
            "  cdrstream-simulator --fault server-error=0.05 --fault reset@17   things go wrong",
            "  cdrstream-simulator --virtual-time 2026-01-01T00:00:00Z --speed 60",
            "",
            "Then:",
            "  curl -u demo1234:demo-secret -G 127.0.0.1:8089/v2/reports/records \\",
            "    -d product=SMS -d account_id=demo1234 -d direction=outbound \\",
            "    -d date_start=... -d date_end=...",
            "  curl http://127.0.0.1:8089/truth/summary",
            "  curl http://127.0.0.1:8089/truth/records"
        })
public final class SimulatorMain implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on. Default: loopback only")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8089",
            converter = NumberOptions.Port.class,
            description = "Port to listen on; 0 for a free one. Default: 8089")
    private int port;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "<n>",
            description = "Equal seeds make equal CDRs. Default: 1")
    private long seed;

    @Option(
            names = "--key",
            defaultValue = "demo1234",
            converter = NameOption.class,
            description = "API key. Default: demo1234")
    private String key = "";

    @Option(
            names = "--secret",
            defaultValue = "demo-secret",
            description = "Its secret; a made-up one, please. Default: demo-secret")
    private String secret = "";

    @Option(
            names = "--accounts",
            split = ",",
            paramLabel = "<account>",
            converter = NameOption.class,
            description = "Accounts the key may read. Default: the key's own")
    private List<String> accounts = List.of();

    @Option(
            names = "--products",
            split = ",",
            paramLabel = "<product>",
            description = "Products with CDRs. Default: all")
    private List<String> products = List.of();

    @Option(
            names = "--cdrs-per-second",
            defaultValue = "1",
            paramLabel = "<n>",
            converter = NumberOptions.Rate.class,
            description = "Of each stream, fractions allowed. Default: 1")
    private double rate;

    @Option(
            names = "--history",
            defaultValue = "1h",
            paramLabel = "<time>",
            description = "CDRs exist since this long before the start. Default: 1h")
    private Duration history = Duration.ZERO;

    @Option(names = "--virtual-time", paramLabel = "<instant>", description = "The time to start at. Default: now")
    private String virtualTime = "";

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "<x>",
            converter = NumberOptions.Amount.class,
            description = "How fast virtual time runs; at 0 it stands still. Default: 1")
    private double speed;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Mixin
    private LifecycleOptions lifecycle = new LifecycleOptions();

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SimulatorMain()).registerConverter(Duration.class, new DurationOption());
    }

    @Override
    public Integer call() {
        try (ReportsSimulator simulator = ReportsSimulator.start(plan(), host, port)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Reports API simulator on " + simulator.baseUri() + ", key " + key);
            out.println("Truth at " + simulator.baseUri() + "/truth/summary. Stop with Ctrl-C.");
            out.flush();
            simulator.join();
        } catch (ChannelBindException e) {
            throw new ParameterException(
                    spec.commandLine(), "Cannot listen on " + host + ":" + port + ": name another --port or --host", e);
        }
        return 0;
    }

    SimulatorPlan plan() {
        for (String product : products) {
            if (!ParameterMatrix.PRODUCTS.contains(product)) {
                throw new ParameterException(
                        spec.commandLine(), "Unknown product " + product + ": use some of " + ParameterMatrix.PRODUCTS);
            }
        }
        InstantSource clock = virtualTime.isEmpty() && speed == 1 ? InstantSource.system() : virtualClock();
        Traffic traffic = Traffic.live(rate, clock.instant().minus(history)).only(new LinkedHashSet<>(products));
        return SimulatorPlan.of(seed)
                .clock(clock)
                .credentials(new Credential(key, secret, accounts.isEmpty() ? List.of(key) : accounts))
                .traffic(traffic)
                .lifecycle(lifecycle.lifecycle())
                .rules(rules.rules())
                .faults(rules.faults());
    }

    private InstantSource virtualClock() {
        Instant start = virtualTime.isEmpty()
                ? InstantSource.system().instant()
                : ApiDates.parse(virtualTime)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "--virtual-time needs an instant such as 2026-01-01T00:00:00Z"));
        return RunningTime.from(start, speed);
    }
}
