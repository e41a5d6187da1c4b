package io.cdrstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.simulator.cdr.TrueCdr;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StreamKey SMS = new StreamKey("demo1234", "SMS", "outbound");
    private static final String QUERY = "product=SMS&account_id=demo1234&direction=outbound";
    private static final String HOUR = QUERY + Poller.range(NOON, NOON.plusSeconds(3600));

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "1000,1", "1001,2", "25000,25"})
    void aSliceComesInPagesOfAThousand(int records, int pages) throws Exception {
        try (ReportsSimulator simulator = start(Traffic.none().exactly(SMS, NOON.plusSeconds(5), records))) {
            List<JsonNode> read = new Poller(simulator).pages(HOUR);

            assertThat(read).hasSize(pages);
            assertThat(read.stream()
                            .mapToInt(p -> p.path("items_count").asInt())
                            .sum())
                    .isEqualTo(records);
            assertThat(read.subList(0, pages - 1))
                    .allSatisfy(
                            p -> assertThat(p.path("request_status").asText()).isEqualTo("TRUNCATED"));
            assertThat(read.get(pages - 1).path("request_status").asText()).isEqualTo("SUCCESS");
            assertThat(read.get(pages - 1).has("cursor")).isFalse();
        }
    }

    @Test
    void everyRecordOfTheTruthComesOnceNewestFirst() throws Exception {
        Traffic traffic = Traffic.live(1.7, NOON.minusSeconds(60));
        try (ReportsSimulator simulator = start(traffic)) {
            List<String> truth =
                    simulator
                            .truth()
                            .visibleIn("demo1234", "SMS", "outbound", NOON, NOON.plusSeconds(3600), later())
                            .stream()
                            .map(TrueCdr::id)
                            .toList();

            List<String> read = new Poller(simulator).ids(HOUR);

            assertThat(read)
                    .hasSizeBetween(5500, 6500)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(truth);
            assertThat(read.get(0)).isEqualTo(truth.get(truth.size() - 1));
        }
    }

    @Test
    void bothDirectionsOfCallsComeTogetherWhenNoneIsNamed() throws Exception {
        Traffic traffic = Traffic.none()
                .exactly(new StreamKey("demo1234", "VOICE-CALL", "outbound"), NOON, 700)
                .exactly(new StreamKey("demo1234", "VOICE-CALL", "inbound"), NOON, 800);
        try (ReportsSimulator simulator = start(traffic)) {
            String calls = "product=VOICE-CALL&account_id=demo1234" + Poller.range(NOON, NOON.plusSeconds(1));
            Poller poller = new Poller(simulator);

            assertThat(poller.ids(calls)).hasSize(1500).doesNotHaveDuplicates();
            assertThat(poller.ids(calls + "&direction=inbound")).hasSize(800);
        }
    }

    @Test
    void aRecordAtExactlyTheEdgeBelongsToTheLaterSlice() throws Exception {
        try (ReportsSimulator simulator = start(Traffic.none().exactly(SMS, NOON, 1))) {
            Poller poller = new Poller(simulator);

            assertThat(poller.ids(QUERY + Poller.range(NOON.minusSeconds(60), NOON)))
                    .isEmpty();
            assertThat(poller.ids(QUERY + Poller.range(NOON, NOON.plusSeconds(60))))
                    .hasSize(1);
        }
    }

    @Test
    void ascendingOrderIsTheMirrorOfDescending() throws Exception {
        Traffic traffic = Traffic.live(0.5, NOON);
        try (ReportsSimulator down = start(traffic);
                ReportsSimulator up = ReportsSimulator.start(SimulatorPlan.of(7)
                        .traffic(traffic)
                        .rules(ApiRules.documented().newestFirst(false)))) {
            List<String> newestFirst = new java.util.ArrayList<>(new Poller(down).ids(HOUR));
            java.util.Collections.reverse(newestFirst);

            assertThat(new Poller(up).ids(HOUR)).isEqualTo(newestFirst);
        }
    }

    @Test
    void aCursorIsGoodForItsOwnQueryOnly() throws Exception {
        try (ReportsSimulator simulator = start(Traffic.none().exactly(SMS, NOON, 1001))) {
            Poller poller = new Poller(simulator);
            JsonNode first = poller.json(HOUR);
            String cursor = "&cursor=" + first.path("cursor").asText() + "&iv="
                    + first.path("iv").asText();

            assertThat(poller.status(HOUR + cursor)).isEqualTo(200);
            assertThat(poller.status(HOUR + "&status=delivered" + cursor)).isEqualTo(422);
            assertThat(poller.status(QUERY + Poller.range(NOON, NOON.plusSeconds(60)) + cursor))
                    .isEqualTo(422);
            assertThat(poller.status(HOUR + cursor.replace("&iv=", "&iv=A"))).isEqualTo(422);
            assertThat(poller.status(HOUR + cursor.substring(0, cursor.indexOf("&iv"))))
                    .isEqualTo(422);
            assertThat(first.path("iv").asText()).hasSize(22);
            for (String strange : new String[] {"", "AAAA", "@@@", "A".repeat(86)}) {
                assertThat(poller.status(HOUR + cursor.replaceFirst("cursor=[^&]*", "cursor=" + strange)))
                        .as(strange)
                        .isEqualTo(422);
            }
        }
    }

    @Test
    void aCursorExpiresWhenThePlanSaysSo() throws Exception {
        SettableTime time = new SettableTime(later());
        SimulatorPlan plan = SimulatorPlan.of(7)
                .clock(time)
                .traffic(Traffic.none().exactly(SMS, NOON, 1001))
                .rules(ApiRules.documented().cursorLifetime(Duration.ofMinutes(5)));
        try (ReportsSimulator simulator = ReportsSimulator.start(plan)) {
            Poller poller = new Poller(simulator);
            String next = poller.json(HOUR).at("/_links/next/href").asText();

            time.advance(Duration.ofMinutes(5));
            assertThat(poller.send(next).statusCode()).isEqualTo(200);
            time.advance(Duration.ofMillis(1));
            assertThat(poller.send(next).statusCode()).isEqualTo(422);
            assertThat(poller.send(next).body()).contains("Expired");
        }
    }

    @Test
    void theNextLinkRepeatsEveryFilterPercentEncoded() throws Exception {
        try (ReportsSimulator simulator = start(Traffic.none().exactly(SMS, NOON, 4000))) {
            String dates = "&date_start=2026-03-01T12:00:00%2B00:00&date_end=2026-03-01T13:00:00%2B0000";

            JsonNode page = new Poller(simulator).json(QUERY + dates + "&status=delivered");

            assertThat(page.at("/_links/next/href").asText())
                    .startsWith(simulator.baseUri() + "/v2/reports/records?")
                    .contains("date_start=2026-03-01T12%3A00%3A00%2B00%3A00", "status=delivered", "&cursor=", "&iv=");
            assertThat(page.at("/_links/self/href").asText()).doesNotContain("cursor");
        }
    }

    private static ReportsSimulator start(Traffic traffic) {
        return ReportsSimulator.start(
                SimulatorPlan.of(7).traffic(traffic).rules(ApiRules.documented().requestsPerSecond(0)));
    }

    private static Instant later() {
        return NOON.plusSeconds(86_400);
    }
}
