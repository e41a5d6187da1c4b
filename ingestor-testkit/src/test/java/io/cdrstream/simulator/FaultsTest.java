package io.cdrstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StreamKey SMS = new StreamKey("demo1234", "SMS", "outbound");
    private static final String QUERY =
            "product=SMS&account_id=demo1234&direction=outbound" + Poller.range(NOON, NOON.plusSeconds(3600));

    private final ReportsSimulator simulator = ReportsSimulator.start(SimulatorPlan.of(7)
            .traffic(Traffic.none().exactly(SMS, NOON.plusSeconds(5), 2500))
            .rules(ApiRules.documented().requestsPerSecond(0))
            .faults(FaultPlan.none().oversizedBytes(3 << 20)));
    private final Poller poller = new Poller(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_ERROR, 500",
        "UNAVAILABLE, 503",
        "THROTTLED, 429",
        "UNAUTHORIZED, 401",
        "FORBIDDEN, 403",
        "HTML_OK, 200",
        "HTML_BAD_GATEWAY, 502",
        "FOREIGN_REDIRECT, 302"
    })
    void aFaultAnswersInsteadOfThePageAndBillsNothing(Fault fault, int status) throws Exception {
        simulator.faults().next(fault);

        HttpResponse<String> answer = poller.get(QUERY);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("records\":");
        assertThat(simulator.bill().records()).isZero();
        assertThat(simulator.requests().get(0).fault()).hasValue(fault);
        assertThat(poller.ids(QUERY)).hasSize(2500).doesNotHaveDuplicates();
    }

    @Test
    void aResetComesBeforeTheFirstByte() throws Exception {
        simulator.faults().next(Fault.RESET);

        assertThatThrownBy(() -> poller.rawLength(QUERY))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");

        assertThat(simulator.bill().records()).isEqualTo(1000);
        assertThat(poller.ids(QUERY)).hasSize(2500);
    }

    @Test
    void aCutBodyEndsBeforeItsAnnouncedLength() throws Exception {
        simulator.faults().next(Fault.CUT_BODY);

        assertThatThrownBy(() -> poller.get(QUERY)).isInstanceOf(IOException.class);

        assertThat(simulator.bill().records()).isEqualTo(1000);
        assertThat(poller.ids(QUERY)).hasSize(2500);
    }

    @Test
    void aStalledAnswerNeverEnds() {
        simulator.faults().next(Fault.STALL);

        assertThatThrownBy(() -> poller.rawLength(QUERY)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aDrippingAnswerIsSlowButWhole() throws Exception {
        simulator.faults().next(Fault.SLOW_DRIP);

        assertThat(poller.json(QUERY).path("records")).hasSize(1000);
    }

    @Test
    void aBodyThatIsNoJsonClaimsToBeWhole() throws Exception {
        simulator.faults().next(Fault.INVALID_JSON);

        HttpResponse<String> answer = poller.get(QUERY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Poller.JSON.readTree(answer.body())).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RECORD_NOT_OBJECT", "RECORD_WITHOUT_ID", "RECORD_ABSURD_DATE"})
    void aSpoiltElementIsExtraAndTheTruthKnowsIt(Fault fault) throws Exception {
        simulator.faults().next(fault);

        JsonNode page = poller.json(QUERY);

        assertThat(page.path("items_count").asInt()).isEqualTo(1001);
        assertThat(page.path("records")).hasSize(1001);
        assertThat(simulator.bill().records()).isEqualTo(1000);
        Injected injected = simulator.truth().injected().get(0);
        JsonNode last = page.path("records").get(1000);
        assertThat(last).isEqualTo(Poller.JSON.readTree(injected.json()));
        assertThat(last.isObject()).isEqualTo(fault != Fault.RECORD_NOT_OBJECT);
        assertThat(last.has("id")).isEqualTo(fault == Fault.RECORD_ABSURD_DATE);
        assertThat(last.path("date_received").asText().startsWith("9999-99-99"))
                .isEqualTo(fault == Fault.RECORD_ABSURD_DATE);
        assertThat(injected.stream()).isEqualTo(SMS);
    }

    @Test
    void aRecordThatIsNoJsonIsExtraAndAllThatIsWrongWithItsPage() throws Exception {
        simulator.faults().next(Fault.RECORD_NOT_JSON);

        String body = poller.get(QUERY).body();

        String broken = simulator.truth().injected().get(0).json();
        assertThat(broken).startsWith("{\"broken\":\"\\x\",").endsWith("}");
        assertThatThrownBy(() -> Poller.JSON.readTree(body)).isInstanceOf(JsonProcessingException.class);
        JsonNode page = Poller.JSON.readTree(body.replace(broken, "0"));
        assertThat(page.path("records")).hasSize(1001);
        assertThat(page.path("items_count").asInt()).isEqualTo(1001);
    }

    @Test
    void aDuplicateRepeatsTheLastRecordOfThePageBeforeAndHidesNone() throws Exception {
        simulator.faults().at(2, Fault.DUPLICATE_RECORD);

        List<String> ids = poller.ids(QUERY);

        assertThat(ids.get(1000)).isEqualTo(ids.get(999));
        assertThat(ids).hasSize(2501);
        assertThat(new HashSet<>(ids)).hasSize(2500);
    }

    @Test
    void foreignLinksPointWhereThePlanSays() throws Exception {
        simulator.faults().next(Fault.FOREIGN_NEXT);

        JsonNode page = poller.json(QUERY);

        assertThat(page.at("/_links/next/href").asText())
                .startsWith("http://reports.elsewhere.example/v2/reports/records?");
        assertThat(page.has("cursor")).isTrue();
    }

    @Test
    void aRepeatedCursorLeadsToTheSamePage() throws Exception {
        String next = poller.json(QUERY).at("/_links/next/href").asText();
        simulator.faults().next(Fault.REPEATED_CURSOR);

        JsonNode again = Poller.JSON.readTree(poller.send(next).body());

        assertThat(next).contains("cursor=" + again.path("cursor").asText());
        assertThat(Poller.JSON.readTree(poller.send(next).body()).path("records"))
                .isEqualTo(again.path("records"));
    }

    @Test
    void anExpiredCursorWaitsForARequestWithACursor() throws Exception {
        simulator.faults().next(Fault.CURSOR_EXPIRED);
        String next = poller.json(QUERY).at("/_links/next/href").asText();

        assertThat(poller.send(next).statusCode()).isEqualTo(422);
        assertThat(poller.send(next).statusCode()).isEqualTo(200);
    }

    @Test
    void countsAndStatusesCanLie() throws Exception {
        simulator.faults().next(Fault.WRONG_ITEMS_COUNT, Fault.TRUNCATED_WITHOUT_CURSOR);

        assertThat(poller.json(QUERY).path("items_count").asInt()).isEqualTo(1001);
        JsonNode cut = poller.json(QUERY);
        assertThat(cut.path("request_status").asText()).isEqualTo("TRUNCATED");
        assertThat(cut.has("cursor") || cut.at("/_links").has("next")).isFalse();
    }

    @Test
    void noTwoWrongDatesAgree() throws Exception {
        simulator.faults().next(Fault.WRONG_DATE, Fault.WRONG_DATE);
        Optional<String> one = poller.get(QUERY).headers().firstValue("Date");
        Optional<String> two = poller.get(QUERY).headers().firstValue("Date");

        assertThat(one.orElseThrow().substring(0, 19))
                .isNotEqualTo(two.orElseThrow().substring(0, 19));
    }

    @Test
    void anOversizedBodyIsStillThePage() throws Exception {
        simulator.faults().next(Fault.OVERSIZED_BODY);

        byte[] body = poller.bytes(QUERY).body();

        assertThat(body.length).isGreaterThan(3 << 20);
        assertThat(Poller.JSON.readTree(body).path("records")).hasSize(1000);
    }

    @Test
    void chanceIsDecidedByTheSeed() throws Exception {
        assertThat(faultsOf(1))
                .isEqualTo(faultsOf(1))
                .isNotEqualTo(faultsOf(2))
                .contains("SERVER_ERROR", "HTML_OK", "none");
    }

    private static List<String> faultsOf(long seed) throws Exception {
        SimulatorPlan plan = SimulatorPlan.of(seed)
                .rules(ApiRules.documented().requestsPerSecond(0))
                .faults(FaultPlan.none().chance(Fault.SERVER_ERROR, 0.2).chance(Fault.HTML_OK, 0.2));
        List<String> faults = new ArrayList<>();
        try (ReportsSimulator simulator = ReportsSimulator.start(plan)) {
            Poller poller = new Poller(simulator);
            for (int i = 0; i < 60; i++) {
                poller.get(QUERY);
            }
            simulator
                    .requests()
                    .forEach(r -> faults.add(r.fault().map(Fault::name).orElse("none")));
        }
        return faults;
    }
}
