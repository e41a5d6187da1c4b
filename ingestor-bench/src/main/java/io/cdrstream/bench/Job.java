package io.cdrstream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A past to be caught up with, as a configuration of cdrstream.
 *
 * @param name of the group, and prefix of every topic
 * @param accounts with ten streams each (eight products, two of them in two directions); 0 = one stream
 * @param span seconds of each stream
 * @param format of events
 */
record Job(String name, int accounts, Instant from, long span, double requestsPerSecond, Layout layout, String format) {

    /** Publishes JSON. */
    Job(String name, int accounts, Instant from, long span, double requestsPerSecond, Layout layout) {
        this(name, accounts, from, span, requestsPerSecond, layout, "json");
    }

    static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");

    private static final String PRODUCTS =
            "[SMS, MESSAGES, VOICE-CALL, VERIFY-API, VERIFY-V2, NUMBER-INSIGHT, ASR, CONVERSATION-EVENT]";

    /** @param partitions of each topic of events */
    record Layout(int tasks, int partitions) {

        /** As configured by default. */
        static final Layout USUAL = new Layout(4, 6);
    }

    int streams() {
        return accounts == 0 ? 1 : 10 * accounts;
    }

    Path write(Scene scene) throws IOException {
        StringBuilder accountList = new StringBuilder("self");
        for (int i = 1; i < accounts; i++) {
            accountList.append(", bench").append(i);
        }
        String text =
                """
                group: %1$s
                format: %11$s
                start: %2$s
                end: %3$s
                kafka:
                  bootstrap.servers: %4$s
                topics:
                  events: %1$s.{product}
                  checkpoints: %1$s-checkpoints
                  seen: %1$s-seen
                  dead-letter: %1$s-dead
                  tasks: %9$d
                  partitions: %10$d
                api:
                  base-url: %5$s
                admin:
                  port: 0
                credentials:
                  - key: bench
                    secret: bench-secret
                    accounts: [%6$s]
                    products: %7$s
                    daily-cap: 1000000
                    requests-per-second: %8$s
                """
                        .formatted(
                                name,
                                from,
                                from.plusSeconds(span),
                                scene.broker().bootstrapServers(),
                                scene.api(),
                                accountList,
                                accounts == 0 ? "VOICE-CALL" : PRODUCTS,
                                requestsPerSecond,
                                layout.tasks(),
                                layout.partitions(),
                                format);
        return Files.writeString(scene.directory().resolve(name + ".yaml"), text);
    }
}
