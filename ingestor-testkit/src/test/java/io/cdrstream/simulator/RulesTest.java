package io.cdrstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cdrstream.simulator.cdr.Traffic;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SMS = "product=SMS&account_id=demo1234&direction=outbound";
    private static final String MINUTE = Poller.range(NOON, NOON.plusSeconds(60));

    private static ReportsSimulator simulator;
    private static Poller poller;

    @BeforeAll
    static void start() {
        simulator = ReportsSimulator.start(SimulatorPlan.of(7)
                .credentials(
                        new Credential("demo1234", "demo-secret", List.of("demo1234", "sub00001")),
                        new Credential("other567", "other-secret", List.of("other567")))
                .traffic(Traffic.live(2, NOON))
                .rules(ApiRules.documented().requestsPerSecond(0)));
        poller = new Poller(simulator);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    static List<String> products() {
        return ParameterMatrix.PRODUCTS;
    }

    @ParameterizedTest
    @MethodSource("products")
    void eachProductAcceptsItsOwnParametersAndNoOthers(String product) throws Exception {
        Set<String> all = Set.of(
                "status",
                "from",
                "to",
                "country",
                "network",
                "number",
                "locale",
                "include_message",
                "account_ref",
                "call_id",
                "leg_id",
                "provider",
                "number_type",
                "channel",
                "parent_request_id",
                "request_type",
                "risk",
                "swapped",
                "conversation_id",
                "session_id",
                "meeting_id",
                "product_name",
                "request_session_id",
                "product_path",
                "correlation_id",
                "limit",
                "client_ref");
        String query = query(product);
        assertThat(poller.status(query + MINUTE)).isEqualTo(200);

        for (String parameter : all) {
            String value = parameter.equals("provider") ? "sms" : parameter.equals("channel") ? "v2" : "true";
            HttpResponse<String> answer = poller.get(query + MINUTE + "&" + parameter + "=" + value);

            boolean allowed = ParameterMatrix.allows(parameter, product);
            assertThat(answer.statusCode()).as(parameter).isEqualTo(allowed ? 200 : 422);
            if (!allowed) {
                assertThat(Poller.JSON
                                .readTree(answer.body())
                                .at("/invalid_parameters/0/name")
                                .asText())
                        .isEqualTo(parameter);
            }
        }
    }

    @Test
    void theMatrixHasAsManyEntriesAsTheOfficialDescription() {
        Set<String> pairs = new TreeSet<>();
        for (String product : ParameterMatrix.PRODUCTS) {
            for (String parameter : List.of("direction", "status", "from", "to", "country", "network", "call_id")) {
                if (ParameterMatrix.allows(parameter, product)) {
                    pairs.add(parameter + " " + product);
                }
            }
        }
        assertThat(pairs).hasSize(5 + 6 + 5 + 7 + 9 + 8 + 6);
    }

    @ParameterizedTest
    @CsvSource({
        "product=SMS&account_id=demo1234, direction",
        "product=SMS&direction=outbound, account_id",
        "product=NONESUCH&account_id=demo1234, product",
        "account_id=demo1234, product",
        "product=SMS&account_id=demo1234&direction=sideways, direction",
        "product=SMS&account_id=demo1234&direction=inbound&show_concatenated=true, show_concatenated",
        "product=AMD&account_id=demo1234&date_start=2026-03-01T12:00:00Z, date_end",
        "product=AMD&account_id=demo1234&date_end=2026-03-01T12:00:00Z, date_start",
        "product=AMD&account_id=demo1234&date_start=2026-03-01&date_end=2026-03-01T12:00:00Z, date_start",
        "product=AMD&account_id=demo1234&date_start=2026-03-01T12:00:00Z&date_end=2026-03-02T12:00:01Z, date_end",
        "product=AMD&account_id=demo1234&date_start=2026-03-01T12:00:00Z&date_end=2026-03-01T12:00:00Z, date_end",
    })
    void aRequestThatBreaksARuleIsToldWhichParameterIsWrong(String query, String parameter) throws Exception {
        HttpResponse<String> answer = poller.get(query);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = Poller.JSON.readTree(answer.body());
        assertThat(problem.at("/invalid_parameters/0/name").asText()).isEqualTo(parameter);
        assertThat(problem.has("type") && problem.has("title") && problem.has("detail") && problem.has("instance"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", ".000Z", "%2B00:00", "%2B0000", "-0000"})
    void offsetsMayBeWrittenInSeveralWays(String offset) throws Exception {
        String range = "&date_start=2026-03-01T12:00:00" + offset + "&date_end=2026-03-01T12:00:10" + offset;

        assertThat(poller.ids(SMS + range)).hasSize(20);
    }

    @Test
    void anEndInTheFutureAndADayAreAccepted() throws Exception {
        Instant now = InstantSource.system().instant();

        assertThat(poller.status(SMS + Poller.range(now.minusSeconds(60), now.plusSeconds(3600))))
                .isEqualTo(200);
        assertThat(poller.status(SMS + Poller.range(NOON, NOON.plusSeconds(86_400))))
                .isEqualTo(200);
    }

    @Test
    void wrongCredentialsAre401AndOtherAccountsAre403() throws Exception {
        assertThat(new Poller(simulator, "demo1234", "wrong").status(SMS + MINUTE))
                .isEqualTo(401);
        assertThat(new Poller(simulator, "other567", "other-secret").status(SMS + MINUTE))
                .isEqualTo(403);
        assertThat(poller.status(SMS.replace("demo1234", "sub00001") + MINUTE)).isEqualTo(200);
    }

    @Test
    void rightsCanBeTakenAwayAndGivenBack() throws Exception {
        String sub = SMS.replace("demo1234", "sub00001") + MINUTE;
        simulator.access().forbid("sub00001");
        assertThat(poller.status(sub)).isEqualTo(403);
        simulator.access().allow("sub00001");
        assertThat(poller.status(sub)).isEqualTo(200);
        simulator.access().unprovision("sub00001", "SMS");
        assertThat(poller.get(sub).body()).contains("#unprovisioned");
        simulator.access().provision("sub00001", "SMS");
        assertThat(poller.status(sub)).isEqualTo(200);
    }

    @Test
    void idModeRefusesDatesFiltersAndMoreThanTwenty() throws Exception {
        String twenty = "a,".repeat(19) + "a";

        assertThat(poller.status(SMS + "&id=" + twenty)).isEqualTo(200);
        assertThat(poller.status(SMS + "&id=" + twenty + ",a")).isEqualTo(422);
        assertThat(poller.get(SMS + "&id=a" + MINUTE).body()).contains("#invalid-filter");
        assertThat(poller.get(SMS + "&id=a&status=delivered").statusCode()).isEqualTo(422);
        assertThat(poller.status(SMS + "&id=a&include_message=true")).isEqualTo(200);
    }

    @Test
    void tooManyRequestsAreToldWhenToComeBack() throws Exception {
        SettableTime time = new SettableTime(NOON);
        try (ReportsSimulator strict =
                ReportsSimulator.start(SimulatorPlan.of(7).clock(time))) {
            Poller eager = new Poller(strict);
            for (int i = 0; i < 10; i++) {
                assertThat(eager.status(SMS + MINUTE)).isEqualTo(200);
            }
            HttpResponse<String> refused = eager.get(SMS + MINUTE);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.headers().firstValue("X-RateLimit-Limit")).hasValue("30");
            assertThat(refused.headers().firstValue("X-RateLimit-Reset"))
                    .hasValue(Long.toString(NOON.toEpochMilli() + 1000));
            time.advance(Duration.ofMillis(100));
            assertThat(eager.status(SMS + MINUTE)).isEqualTo(200);
            assertThat(eager.status(SMS + MINUTE)).isEqualTo(429);
        }
    }

    private static String query(String product) {
        String direction = ParameterMatrix.DIRECTION_REQUIRED.contains(product) ? "&direction=outbound" : "";
        return "product=" + product + "&account_id=demo1234" + direction;
    }
}
