package io.cdrstream.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is to be seen while cdrstream runs: the first event of every topic, and a table of the rest. Confined to one
 * thread, on which everything of the demo but cdrstream itself happens.
 */
final class Show {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long PLAIN_EVERY = 3;

    private final Screen screen;
    private final Published published;
    private final AdminPages pages;
    private final InstantSource clock;
    private final boolean isGenerated;
    private final LongUnaryOperator billed;
    private final long began = System.nanoTime();
    private final Map<String, Long> before = new TreeMap<>();
    private long drawn = began;
    private long looked = began;

    /**
     * @param isGenerated whether events may be shown: no real person stands in them
     * @param billed what the API has charged for, given what cdrstream counts
     */
    Show(
            Screen screen,
            Published published,
            AdminPages pages,
            InstantSource clock,
            boolean isGenerated,
            LongUnaryOperator billed) {
        this.screen = screen;
        this.published = published;
        this.pages = pages;
        this.clock = clock;
        this.isGenerated = isGenerated;
        this.billed = billed;
    }

    /** Goes on until it is over by what cdrstream says; looked at once a second. Returns the last glance. */
    Glance until(Predicate<Glance> isOver, App app, Runnable eachSecond) throws DemoFailed, InterruptedException {
        Glance glance = Glance.NOTHING;
        while (app.tend()) {
            for (ConsumerRecord<byte[], byte[]> first : published.readOn()) {
                screen.event(first, isGenerated);
            }
            if (System.nanoTime() - looked >= SECOND) {
                looked = System.nanoTime();
                published.refresh();
                eachSecond.run();
                glance = pages.look();
                draw(glance);
                if (isOver.test(glance)) {
                    break;
                }
            }
        }
        return glance;
    }

    private void draw(Glance glance) {
        double seconds = (looked - drawn) / (double) SECOND;
        if (!screen.isTerminal() && seconds < PLAIN_EVERY) {
            return;
        }
        if (screen.isTerminal()) {
            screen.draw(table(glance, seconds));
        } else {
            screen.say(String.join("  ", total(glance, seconds)));
        }
        drawn = looked;
        before.putAll(published.tally().topics());
    }

    private List<String> table(Glance glance, double seconds) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "  %-24s %10s %8s", "topic", "CDRs", "CDR/s"));
        published.tally().topics().forEach((topic, n) -> {
            double rate = (n - before.getOrDefault(topic, 0L)) / seconds;
            lines.add(String.format(Locale.ROOT, "  %-24s %10d %8.0f", topic, n, rate));
        });
        lines.add("");
        // Short lines: one that wraps would be two when the table is erased.
        List<String> total = total(glance, seconds);
        lines.add("  " + String.join("  ", total.subList(0, 2)));
        lines.add("  " + String.join("  ", total.subList(2, total.size())));
        return lines;
    }

    private List<String> total(Glance glance, double seconds) {
        long seen = before.values().stream().mapToLong(Long::longValue).sum();
        long all = published.tally().events();
        long bill = billed.applyAsLong(glance.billed());
        return List.of(
                time(),
                streams(glance),
                all + " CDRs",
                Math.round((all - seen) / seconds) + " CDR/s",
                "watermark age " + glance.watermark().map(this::age).orElse("unknown"),
                "billed " + bill + " (" + Verdict.euros(bill) + ")",
                "commits " + glance.commits());
    }

    private static String streams(Glance glance) {
        return glance.states().isEmpty()
                ? "cdrstream is starting"
                : glance.streams() + " streams ("
                        + glance.states().entrySet().stream()
                                .map(state -> state.getValue() + " " + state.getKey())
                                .collect(Collectors.joining(", "))
                        + ")";
    }

    private String age(Instant watermark) {
        return Duration.between(watermark, clock.instant()).toSeconds() + " s";
    }

    private String time() {
        long seconds = (System.nanoTime() - began) / SECOND;
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}
