package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SettableTime;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that are not final, asked for again by their ids from the simulated API. */
class FollowUpIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_BODY = 2_000_000;

    private final SettableTime time = new SettableTime(NOON.plusSeconds(1));
    private final ReportsSimulator simulator = ReportsSimulator.start(SimulatorPlan.of(7)
            .clock(time)
            .traffic(Traffic.none().exactly(new StreamKey("demo1234", "SMS", "outbound"), NOON, 20))
            .lifecycle(Lifecycle.immediate().changing(1, HOUR)));
    private final VonageReports reports = new VonageReports(
            new VonageSettings(
                    simulator.baseUri(), "demo1234", "demo-secret", HOUR, HOUR, HOUR, MAX_BODY, true, null, null),
            "test",
            false,
            () -> {},
            time);

    /** With a filter and an option, of which a look-up by id takes the option only. */
    private final CdrStream stream = new CdrStream(
            new StreamId("demo1234", "SMS", Direction.OUTBOUND, new TreeMap<>(Map.of("status", "submitted"))),
            "demo1234",
            ProductCatalogue.find("SMS"),
            Map.of("include_message", "true"),
            "id",
            "cdr.sms",
            Duration.ZERO,
            null,
            null);

    private final Slice slice = new Slice(NOON, NOON.plusSeconds(1));

    @AfterEach
    void close() {
        reports.close();
        simulator.close();
    }

    @Test
    void whatWasOpenIsFinalLaterAndToldApart() {
        Page first = page(new PageRequest(stream, slice, null));
        assertThat(first.records()).isNotEmpty().allMatch(cdr -> stream.product()
                .isOpen(cdr.content().status()));
        List<String> ids = first.records().stream().map(Cdr::id).toList();

        PageRequest followUp = PageRequest.followUp(stream, slice, ids);
        Page same = page(followUp);
        assertThat(same.records()).extracting(Cdr::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(same.records()).extracting(Cdr::content).containsExactlyInAnyOrderElementsOf(contents(first));

        time.advance(HOUR.multipliedBy(2));
        Page later = page(followUp);
        assertThat(later.request()).isSameAs(followUp);
        assertThat(later.isLast()).isTrue();
        assertThat(later.billedRecords()).isEqualTo(ids.size());
        assertThat(later.records()).extracting(Cdr::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(later.records())
                .noneMatch(cdr -> stream.product().isOpen(cdr.content().status()));
        assertThat(later.records()).extracting(Cdr::content).doesNotContainAnyElementsOf(contents(first));
        assertThat(simulator.requests()).hasSize(3).allMatch(seen -> seen.status() == 200);
    }

    @Test
    void anIdThatTheApiDoesNotKnowIsNoFailure() {
        List<String> ids = new ArrayList<>(List.of("no-such-record"));
        ids.add(page(new PageRequest(stream, slice, null)).records().get(0).id());
        Page page = page(PageRequest.followUp(stream, slice, ids));
        assertThat(page.records()).extracting(Cdr::id).containsExactly(ids.get(1));
    }

    private static List<Cdr.Content> contents(Page page) {
        return page.records().stream().map(Cdr::content).toList();
    }

    private Page page(PageRequest request) {
        try (MemoryBudget.Lease lease = Objects.requireNonNull(new MemoryBudget(MAX_BODY).tryLease(0))) {
            return ((Got) Objects.requireNonNull(reports.page(request, lease).block(HOUR))).page();
        }
    }
}
