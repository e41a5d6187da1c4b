package io.cdrstream.demo;

import io.cdrstream.simulator.ApiRules;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.Fault;
import io.cdrstream.simulator.FaultPlan;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The API that the demo reads, and the configuration that reads all of it: a key and one subaccount, four products,
 * records that show with a delay, some of them too late for the first pass.
 *
 * <p>Generation begins at the instant where the configuration starts, so that everything generated is expected.
 */
final class SimulatedApi {

    private static final String KEY = "demo1234";
    private static final String SECRET = "demo-secret";
    private static final String SUBACCOUNT = "demo5678";
    private static final List<StreamKey> STREAMS = List.of(
            new StreamKey(KEY, "SMS", "outbound"),
            new StreamKey(KEY, "SMS", "inbound"),
            new StreamKey(KEY, "MESSAGES", "outbound"),
            new StreamKey(KEY, "MESSAGES", "inbound"),
            new StreamKey(KEY, "VOICE-CALL", "outbound"),
            new StreamKey(KEY, "VOICE-CALL", "inbound"),
            StreamKey.of(KEY, "NUMBER-INSIGHT"));

    /** What befalls answers with {@code --faults}: each must be survived without loss, copy or stop. */
    private static final List<Fault> FAULTS = List.of(
            Fault.SERVER_ERROR,
            Fault.HTML_OK,
            Fault.THROTTLED,
            Fault.RESET,
            Fault.CUT_BODY,
            Fault.INVALID_JSON,
            Fault.DUPLICATE_RECORD,
            Fault.WRONG_DATE);

    /** Enough history for a first event at once. */
    private static final Duration HISTORY = Duration.ofSeconds(20);

    private SimulatedApi() {}

    static ReportsSimulator start(DemoOptions options, Instant begin) {
        return ReportsSimulator.start(SimulatorPlan.of(options.seed())
                .credentials(new Credential(KEY, SECRET, List.of(KEY, SUBACCOUNT)))
                .traffic(traffic(options.rate(), begin))
                .lifecycle(Lifecycle.immediate()
                        .delayed(Duration.ofSeconds(2))
                        .late(0.02, Duration.ofSeconds(30))
                        .calls(Duration.ofSeconds(8)))
                .rules(ApiRules.documented().latency(Duration.ofMillis(20)))
                .faults(faults(options.faults())));
    }

    /** The first second with CDRs. */
    static Instant begin(Instant now) {
        return Instant.ofEpochSecond(now.getEpochSecond()).minus(HISTORY);
    }

    private static Traffic traffic(double rate, Instant begin) {
        Traffic traffic = Traffic.live(0, begin);
        double each = rate / (2 * STREAMS.size());
        for (StreamKey stream : STREAMS) {
            traffic = traffic.rate(stream, each)
                    .rate(new StreamKey(SUBACCOUNT, stream.product(), stream.direction()), each);
        }
        return traffic;
    }

    private static FaultPlan faults(double probability) {
        FaultPlan plan = FaultPlan.none();
        for (Fault fault : FAULTS) {
            plan = plan.chance(fault, probability / FAULTS.size());
        }
        return plan;
    }

    /** The configuration with which cdrstream reads it. */
    static String configuration(ReportsSimulator simulator, Instant begin, String bootstrapServers, int adminPort) {
        return """
            # What ./demo runs cdrstream with. Key and secret are the simulator's.
            kafka:
              bootstrap.servers: %s
              session.timeout.ms: 3000   # a killed instance is replaced after this
              heartbeat.interval.ms: 500
            api: {base-url: "%s"}
            credentials:
              - key: %s
                secret: %s
                accounts: [self, %s]
                products: [SMS, MESSAGES, VOICE-CALL, NUMBER-INSIGHT]
                daily-cap: 1000000         # of the simulator's money
            start: %s
            settle: 5s                   # so short that the demo shows late CDRs; 60s by default
            interval: 2s
            topics: {tasks: 2, partitions: 2}
            admin: {port: %d}
            log: {level: warn}
            """
                .formatted(bootstrapServers, simulator.baseUri(), KEY, SECRET, SUBACCOUNT, begin, adminPort);
    }
}
