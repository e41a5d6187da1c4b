package io.cdrstream.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cdrstream.model.ProductCatalogue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A Reports API that costs next to nothing: it answers as fast as the socket takes the bytes, so that what is measured
 * is its reader. It is not strict; that is the simulator's part. One thread a connection, kept alive.
 */
@Command(name = "page-server", description = "Serves pages of made-up CDRs.")
final class PageServer implements Callable<Integer> {

    private static final int PAGE = 1000;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--per-second", description = "CDRs of each stream in each second.")
    private int perSecond = 5;

    @Option(names = "--record-bytes", description = "Size of a CDR.")
    private int recordBytes = 700;

    @Option(names = "--latency", description = "Milliseconds until an answer.")
    private int latency;

    private final Map<String, RecordsOf> streams = new ConcurrentHashMap<>();
    private final RequestLog log = new RequestLog();

    @Override
    public Integer call() throws IOException {
        try (ServerSocket server = new ServerSocket(port, 256, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(socket), "connection");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                long asked = System.currentTimeMillis();
                while (!line(in).isEmpty()) {
                    // headers do not matter
                }
                answer(line.split(" ")[1], asked, out);
            }
        } catch (IOException gone) {
            // the client has closed its connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String target, long asked, OutputStream out) throws IOException, InterruptedException {
        switch (target) {
            case "/bench/usage" -> send(out, log.usage().line().getBytes(US_ASCII));
            case "/bench/forget" -> {
                log.forget();
                send(out, new byte[0]);
            }
            default -> page(Asked.of(target), asked, out);
        }
    }

    private void page(Asked asked, long at, OutputStream out) throws IOException, InterruptedException {
        boolean isGreeting = asked.text("product").equals("REPORTS-USAGE");
        if (!isGreeting) {
            log.asked(at);
            Thread.sleep(latency);
        }
        RecordsOf records = records(asked);
        long from = asked.second("date_start");
        long all = isGreeting ? 0 : (asked.second("date_end") - from) * records.perSecond();
        long skipped = asked.skipped();
        int count = (int) Math.min(PAGE, all - skipped);
        boolean isLast = skipped + count >= all;
        byte[] body = records.render(from, skipped, count);
        log.billed(count);
        send(
                out,
                head(asked, at, count).getBytes(US_ASCII),
                body,
                tail(isLast, skipped + count).getBytes(US_ASCII));
    }

    private RecordsOf records(Asked asked) {
        String product = asked.text("product");
        String account = asked.text("account_id");
        String direction = asked.text("direction").isEmpty() ? "outbound" : asked.text("direction");
        return streams.computeIfAbsent(
                account + " " + product + " " + direction,
                key -> new RecordsOf(
                        account,
                        product,
                        direction,
                        ProductCatalogue.find(product).timeField(),
                        recordBytes,
                        perSecond));
    }

    private static String head(Asked asked, long at, int count) {
        return "{\"request_id\":\"0f\",\"received_at\":\""
                + Instant.ofEpochMilli(at).toString().substring(0, 19) + "+0000\",\"product\":\""
                + asked.text("product")
                + "\",\"items_count\":" + count + ",\"records\":[";
    }

    private static String tail(boolean isLast, long next) {
        return isLast
                ? "],\"request_status\":\"SUCCESS\",\"_links\":{}}"
                : "],\"request_status\":\"TRUNCATED\",\"cursor\":\"" + next + "\",\"iv\":\"0\",\"_links\":{}}";
    }

    private static void send(OutputStream out, byte[]... parts) throws IOException {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: " + HTTP_DATE.format(Instant.now())
                + "\r\nContent-Length: " + length + "\r\n\r\n";
        out.write(head.getBytes(US_ASCII));
        for (byte[] part : parts) {
            out.write(part);
        }
    }

    private static String line(InputStream in) {
        try {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
