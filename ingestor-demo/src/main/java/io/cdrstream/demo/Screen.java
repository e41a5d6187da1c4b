package io.cdrstream.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Where the demo is watched: text that stays, and below it, in a terminal, a table that is redrawn. */
final class Screen {

    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final boolean isTerminal;
    private int drawn;

    Screen(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    boolean isTerminal() {
        return isTerminal;
    }

    void say(String... lines) {
        say(List.of(lines));
    }

    void say(List<String> lines) {
        erase();
        lines.forEach(out::println);
        out.flush();
    }

    /** Replaces the table in a terminal. */
    void draw(List<String> table) {
        erase();
        table.forEach(out::println);
        drawn = table.size();
        out.flush();
    }

    /** What is drawn stays; what follows stands below it. */
    void stay() {
        drawn = 0;
    }

    private void erase() {
        if (drawn > 0) {
            out.printf("\u001b[%dA\u001b[J", drawn); // up, and clear from there
            drawn = 0;
        }
    }

    /**
     * An event with key and headers.
     *
     * @param isShown whether its content may be seen, as that of generated CDRs may (I6)
     */
    void event(ConsumerRecord<byte[], byte[]> event, boolean isShown) {
        erase();
        out.println();
        out.println("first event of " + event.topic() + "  (partition " + event.partition() + ", offset "
                + event.offset() + ", timestamp " + Instant.ofEpochMilli(event.timestamp()) + ")");
        out.println("  key      " + (isShown ? shortened(event.key()) : "not shown: it is real"));
        String title = "headers";
        for (Header header : event.headers()) {
            if (isShown || !header.key().equals("ce_subject")) {
                out.printf("  %-8s %s: %s%n", title, header.key(), shortened(header.value()));
                title = "";
            }
        }
        int length = event.value().length;
        out.println("  value    " + (isShown ? shortened(event.value()) : "not shown: it is real") + "  (" + length
                + " bytes)");
        out.flush();
    }

    private static String shortened(byte[] bytes) {
        String text = bytes == null ? "none" : new String(bytes, UTF_8);
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
    }
}
