package io.cdrstream.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LoggingTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
        Logging.configure("plain", "info");
    }

    @Test
    void plainLinesArePlainAndHaveNoStackTrace() {
        Logging.configure("plain", "info");
        LoggerFactory.getLogger("cdrstream").warn("it rains", new IllegalStateException("sentinel"));
        assertThat(written()).contains("WARN  it rains").doesNotContain("\tat ", "sentinel");
    }

    @Test
    void jsonLinesAreObjects() {
        Logging.configure("json", "info");
        LoggerFactory.getLogger("cdrstream").info("it {}", "rains");
        assertThat(written())
                .startsWith("{")
                .contains("\"formattedMessage\":\"it rains\"")
                .endsWith("}\n");
    }

    @Test
    void debugIsOursAloneBecauseLibrariesWouldWriteUrlsAndHeaders() {
        Logging.configure("plain", "debug");
        LoggerFactory.getLogger("io.cdrstream.source").debug("ours");
        for (String library :
                new String[] {"io.netty.handler", "reactor.netty.http.client", "org.apache.kafka.clients"}) {
            LoggerFactory.getLogger(library).debug("sentinel");
            LoggerFactory.getLogger(library).info("sentinel");
        }
        assertThat(written()).contains("ours").doesNotContain("sentinel");
    }

    @Test
    void commandsAreSilentAboutKafkasClientsBelowErrorAndWhatRunsIsNot() {
        String client = "org.apache.kafka.clients.Metadata";
        Logging.configureCommand("plain", "info");
        LoggerFactory.getLogger(client).warn("of a topic without a leader");
        LoggerFactory.getLogger(client).error("of a broken client");
        LoggerFactory.getLogger("cdrstream").warn("ours");
        assertThat(written()).contains("broken client", "ours").doesNotContain("without a leader");
        Logging.configure("plain", "info");
        LoggerFactory.getLogger(client).warn("of a topic without a leader");
        assertThat(written()).contains("without a leader");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
