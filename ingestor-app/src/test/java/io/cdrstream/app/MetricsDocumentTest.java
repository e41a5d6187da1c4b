package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Drift;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.observe.MeteredFlow;
import io.cdrstream.observe.UsageMeters;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Compared;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.sink.ChargeSum;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Posting;
import io.cdrstream.source.vonage.VonageSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Metric names are public API: the page and the program name the same ones. */
final class MetricsDocumentTest {

    private static final Pattern NAME = Pattern.compile("`(cdrstream_[a-z_]+)(?:\\{([a-z, ]*)})?`");
    private static final Pattern USED = Pattern.compile("\\b(cdrstream_[a-z_]+)(?=[{\\[)/ ])");
    private static final Pattern LINE = Pattern.compile("(?m)^(cdrstream_[a-z_]+)(?:\\{([^}]*)})? ");

    @Test
    void thePageNamesEveryMeterWithItsLabelsAndNoOther() throws IOException {
        TreeSet<String> documented = new TreeSet<>();
        Matcher page = NAME.matcher(Files.readString(Path.of("../docs/metrics.md")));
        while (page.find()) {
            documented.add(page.group(1) + labels(page.group(2), ","));
        }
        assertThat(documented).isEqualTo(served());
    }

    @Test
    void dashboardsAndAlertsUseNoMetricThatThePageDoesNotName() throws IOException {
        String page = Files.readString(Path.of("../docs/metrics.md"));
        for (String file : List.of(
                "grafana/dashboards/cdrstream.json",
                "grafana/dashboards/cdrstream-completeness.json",
                "prometheus/alerts.yaml")) {
            Matcher used = USED.matcher(Files.readString(Path.of("../deploy", file)));
            while (used.find()) {
                assertThat(page).as(file).contains("`" + used.group(1).replaceFirst("_(bucket|count|sum)$", "") + "{");
            }
        }
    }

    private static TreeSet<String> served() {
        PrometheusMeterRegistry registry = MetricsRegistry.empty();
        StreamId id = StreamId.of("abcd1234", "SMS", Direction.OUTBOUND);
        CdrStream stream = new CdrStream(
                id, "abcd1234", ProductCatalogue.find("SMS"), Map.of(), "id", "cdr.sms", Duration.ZERO, null, null);
        Credential credential = new Credential("abcd1234", 8, 12, BigDecimal.TEN, BigDecimal.ONE);
        MeteredFlow flow = new MeteredFlow(
                registry, new IngestorSettings(List.of(credential), List.of(stream), Duration.ofMinutes(1), 1, 1));
        flow.sessionOpened(0, 1, Duration.ZERO);
        flow.committed(0, drifted(stream), Duration.ZERO);
        registerForeignLinks(registry);
        UsageMeters usage = new UsageMeters(registry, List.of("abcd1234"));
        usage.taken();
        Count none = new Count(0, 0);
        usage.reconciled(
                "abcd1234",
                LocalDate.EPOCH,
                List.of(new Compared(new Account("abcd1234", "abcd1234", "SMS"), none, none)),
                0);
        TreeSet<String> served = new TreeSet<>();
        Matcher lines = LINE.matcher(registry.scrape());
        while (lines.find()) {
            String name = lines.group(1);
            if (!name.matches(".*_(bucket|count|sum|max)")) {
                served.add(name + labels(lines.group(2), "=\"[^\"]*\",?"));
            } else if (name.endsWith("_count")) {
                served.add(name.replaceFirst("_count$", "") + labels(lines.group(2), "=\"[^\"]*\",?"));
            }
        }
        return served;
    }

    private static Committed drifted(CdrStream stream) {
        PageRequest request = new PageRequest(stream, new Slice(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)), null);
        Page page = new Page(request, new byte[0], List.of(), List.of(), null, Instant.EPOCH);
        Map<Drift, Integer> drift = Map.of(
                new Drift(Drift.Kind.UNPARSED, "latency", null), 1,
                new Drift(Drift.Kind.UNKNOWN_FIELD, "hue", null), 1,
                new Drift(Drift.Kind.NEW_VALUE, "status", "lost"), 1);
        Posting posting = new Posting(
                page,
                1,
                List.of(),
                0,
                List.of(),
                List.of(),
                new Posting.Seen(List.of(), List.of()),
                new Posting.Slices(List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Reached.begin(Instant.EPOCH, 1));
        ChargeSum charge = new ChargeSum("GB", "EUR", BigDecimal.ONE, BigDecimal.ONE);
        return new Committed(posting, 0, 0, drift, List.of(charge), null);
    }

    private static void registerForeignLinks(PrometheusMeterRegistry registry) {
        RealAdapters adapters = new RealAdapters(registry);
        adapters.source(new VonageSettings(
                URI.create("http://localhost"),
                "abcd1234",
                "x",
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                1,
                true,
                null,
                null));
        adapters.closed().block();
    }

    private static TreeSet<String> labels(@Nullable String text, String separator) {
        TreeSet<String> labels = new TreeSet<>();
        if (text != null) {
            for (String label : text.split(separator, -1)) {
                if (!label.isBlank()) {
                    labels.add(label.strip());
                }
            }
        }
        return labels;
    }
}
