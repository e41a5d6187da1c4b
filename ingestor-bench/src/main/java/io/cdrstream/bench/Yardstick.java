package io.cdrstream.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the hardware can do: fetches the pages that the ingestor fetches and sends as many opaque values of fixed width
 * through one transactional producer. It parses nothing, knows no duplicates, keeps no progress and adds no headers.
 */
@SuppressWarnings("NullAway.Init") // set by picocli
@Command(name = "yardstick", description = "Fetches the same pages and sends opaque bytes.")
final class Yardstick implements Callable<Integer> {

    private static final int IN_FLIGHT = 12;
    private static final int WIDTH = 700;
    private static final int PER_PAGE = 1000;
    private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final byte[] CURSOR = "\"cursor\":\"".getBytes(US_ASCII);
    private static final byte[] END = {};

    @Option(names = "--api", required = true)
    private URI api;

    @Option(names = "--kafka", required = true)
    private String kafka;

    @Option(names = "--topic", required = true)
    private String topic;

    @Option(names = "--from", required = true)
    private Instant from;

    @Option(names = "--streams", required = true)
    private int streams;

    @Option(names = "--span", required = true, description = "Seconds of each stream.")
    private int span;

    @Option(names = "--slice", required = true, description = "Seconds of a slice.")
    private int slice;

    @Option(names = "--producer", description = "A property of the producer.")
    private Map<String, String> settings = Map.of();

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<byte[]> pages = new ArrayBlockingQueue<>(IN_FLIGHT);
    private final Queue<String> slices = new ConcurrentLinkedQueue<>();

    @Override
    public Integer call() throws InterruptedException {
        for (int at = 0; at < span; at += slice) {
            for (int stream = 0; stream < streams; stream++) {
                slices.add("/v2/reports/records?product=SMS&direction=outbound&account_id=yard" + stream
                        + "&date_start=" + from.plusSeconds(at)
                        + "&date_end=" + from.plusSeconds(Math.min(span, at + slice)));
            }
        }
        CountDownLatch readers = new CountDownLatch(IN_FLIGHT);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < IN_FLIGHT; i++) {
            threads.add(new Thread(() -> fetch(readers), "reader-" + i));
        }
        threads.add(new Thread(() -> end(readers), "end"));
        threads.forEach(Thread::start);
        send();
        return 0;
    }

    private void fetch(CountDownLatch readers) {
        try {
            for (String query = slices.poll(); query != null; query = slices.poll()) {
                @Nullable String cursor = "0";
                while (cursor != null) {
                    URI uri = api.resolve(query + "&cursor=" + cursor + "&iv=0");
                    byte[] page = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray())
                            .body();
                    pages.put(page);
                    cursor = cursor(page);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the page server is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.countDown();
        }
    }

    private void end(CountDownLatch readers) {
        try {
            readers.await();
            pages.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() throws InterruptedException {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (byte[] page = pages.take(); page != END; page = pages.take()) {
                producer.beginTransaction();
                long end = System.nanoTime() + COMMIT_NANOS;
                byte @Nullable [] next = page;
                while (next != null && next != END) {
                    values(next).forEach(value -> producer.send(new ProducerRecord<>(topic, value)));
                    long left = end - System.nanoTime();
                    next = left > 0 ? pages.poll(left, TimeUnit.NANOSECONDS) : null;
                }
                producer.commitTransaction();
                if (next != null) {
                    return;
                }
            }
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.putAll(Map.of("bootstrap.servers", kafka, "transactional.id", topic));
        return properties;
    }

    /** As many values as the page has records, cut without looking. */
    private static List<byte[]> values(byte[] page) {
        int count = Math.min(PER_PAGE, Math.round((float) page.length / WIDTH));
        List<byte[]> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[WIDTH];
            System.arraycopy(page, Math.min(i * WIDTH, page.length - WIDTH), value, 0, WIDTH);
            values.add(value);
        }
        return values;
    }

    /** Stands near the end of a page that has a next one. */
    private static @Nullable String cursor(byte[] page) {
        for (int at = page.length - 1; at >= Math.max(0, page.length - 200); at--) {
            if (page[at] == '"' && matches(page, at)) {
                String tail = new String(page, at + CURSOR.length, page.length - at - CURSOR.length, US_ASCII);
                return tail.substring(0, tail.indexOf('"'));
            }
        }
        return null;
    }

    private static boolean matches(byte[] page, int at) {
        for (int i = 0; i < CURSOR.length; i++) {
            if (at + i >= page.length || page[at + i] != CURSOR[i]) {
                return false;
            }
        }
        return true;
    }
}
