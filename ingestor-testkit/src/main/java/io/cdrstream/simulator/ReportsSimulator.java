package io.cdrstream.simulator;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import reactor.netty.DisposableServer;

/**
 * A Reports API on a loopback socket.
 *
 * <pre>{@code
 * StreamKey stream = new StreamKey("demo1234", "SMS", "outbound");
 * SimulatorPlan plan = SimulatorPlan.of(7).traffic(Traffic.none().exactly(stream, noon, 1001));
 * try (ReportsSimulator simulator = ReportsSimulator.start(plan)) {
 *     poll(simulator.baseUri());
 *     assertThat(published).isEqualTo(simulator.truth().visibleIn("demo1234", "SMS", "outbound", from, to, now));
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread while it runs, and after it was closed.
 */
public final class ReportsSimulator implements AutoCloseable {

    private final Simulation simulation;
    private final DisposableServer server;

    private ReportsSimulator(Simulation simulation, DisposableServer server) {
        this.simulation = simulation;
        this.server = server;
    }

    /** Starts on a free loopback port. */
    public static ReportsSimulator start(SimulatorPlan plan) {
        return start(plan, "127.0.0.1", 0);
    }

    /**
     * Starts on that address.
     *
     * @param port 0 for a free one
     */
    public static ReportsSimulator start(SimulatorPlan plan, String host, int port) {
        Simulation simulation = Simulation.of(plan);
        return new ReportsSimulator(simulation, new HttpFront(simulation).bind(host, port));
    }

    /** Scheme, host and port, without a path. */
    public URI baseUri() {
        return URI.create("http://" + server.host() + ":" + server.port());
    }

    public Truth truth() {
        return new Truth(simulation.world(), simulation.plan().clock(), simulation.injected());
    }

    public Bill bill() {
        return simulation.log().bill();
    }

    /** The newest 50 000 requests, oldest first. */
    public List<RequestSeen> requests() {
        return simulation.log().all();
    }

    public Faults faults() {
        return simulation.faults();
    }

    public Access access() {
        return simulation.access();
    }

    /**
     * From the next whole second on, no CDR begins any more. Those that have begun still show, end and change in their
     * time.
     *
     * @return that second
     */
    public Instant stopGeneration() {
        Instant second =
                Instant.ofEpochSecond(simulation.plan().clock().instant().getEpochSecond() + 1);
        simulation.world().stopAt(second);
        return second;
    }

    /** Waits until the simulator is closed. */
    void join() {
        server.onDispose().block();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
