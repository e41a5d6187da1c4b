package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures pages of a thousand records a second over loopback: {@code SimulatorLoad [gzip]}. Each connection reads its
 * own slice again and again with a client that does nothing but count bytes.
 */
final class SimulatorLoad {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int CONNECTIONS = 4;
    private static final int PAGES = 500;
    private static final int ROUNDS = 6;

    private final int port;
    private final boolean gzip;

    private SimulatorLoad(int port, boolean gzip) {
        this.port = port;
        this.gzip = gzip;
    }

    public static void main(String[] arguments) throws Exception {
        StreamKey sms = new StreamKey("demo1234", "SMS", "outbound");
        SimulatorPlan plan = SimulatorPlan.of(3)
                .traffic(Traffic.none().rate(sms, 50).exactly(StreamKey.of("demo1234", "AMD"), NOON, 1))
                .lifecycle(Lifecycle.immediate()
                        .delayed(Duration.ofSeconds(5))
                        .late(0.01, Duration.ofMinutes(10))
                        .changing(0.2, Duration.ofMinutes(15)))
                .rules(ApiRules.documented().requestsPerSecond(0));
        try (ReportsSimulator simulator = ReportsSimulator.start(plan)) {
            SimulatorLoad load = new SimulatorLoad(
                    simulator.baseUri().getPort(), arguments.length > 0 && arguments[0].equals("gzip"));
            for (int round = 0; round < ROUNDS; round++) {
                load.round();
            }
        }
    }

    private void round() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        Duration cpu = cpu();
        long start = System.nanoTime();
        Callable<Long> reader = this::read;
        long bytes = 0;
        for (var done : threads.invokeAll(List.of(reader, reader, reader, reader))) {
            bytes += done.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        System.out.printf(
                "%.0f pages/s, %.0f MB/s, %.2f ms of processor time a page, client included%n",
                CONNECTIONS * PAGES / seconds,
                bytes / seconds / (1 << 20),
                cpu().minus(cpu).toNanos() / 1e6 / (CONNECTIONS * PAGES));
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private long read() throws IOException {
        String query =
                "product=SMS&account_id=demo1234&direction=outbound" + Poller.range(NOON.minusSeconds(7200), NOON);
        long bytes = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16)) {
            String next = query;
            for (int page = 0; page < PAGES; page++) {
                socket.getOutputStream().write(request(next).getBytes(StandardCharsets.US_ASCII));
                byte[] body = in.readNBytes(length(in));
                bytes += body.length;
                String head = new String(body, 0, Math.min(2000, body.length), StandardCharsets.ISO_8859_1);
                int at = gzip ? -1 : head.indexOf("\"cursor\":\"");
                next = at < 0 ? query : query + "&cursor=" + text(head, "cursor") + "&iv=" + text(head, "iv");
            }
        }
        return bytes;
    }

    private String request(String query) {
        String basic = Base64.getEncoder().encodeToString("demo1234:demo-secret".getBytes(StandardCharsets.US_ASCII));
        return "GET /v2/reports/records?" + query + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + basic
                + (gzip ? "\r\nAccept-Encoding: gzip" : "") + "\r\n\r\n";
    }

    private static int length(InputStream in) throws IOException {
        int length = 0;
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                line.append((char) b);
                continue;
            }
            String header = line.toString().trim();
            line.setLength(0);
            if (header.isEmpty()) {
                return length;
            }
            if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).trim());
            }
        }
        throw new IOException("closed");
    }

    private static String text(String json, String name) {
        int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }
}
