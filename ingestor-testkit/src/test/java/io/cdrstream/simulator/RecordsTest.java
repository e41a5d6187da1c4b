package io.cdrstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.simulator.cdr.TrueCdr;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {

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
    void everyProductHasRecordsWithAnIdOfTheirOwn(String product) throws Exception {
        Instant now = InstantSource.system().instant();
        String range =
                product.equals("REPORTS-USAGE") ? Poller.range(now.minusSeconds(600), now.plusSeconds(600)) : MINUTE;
        poller.get(SMS + MINUTE);

        List<String> ids = poller.ids(query(product) + range);

        assertThat(ids).isNotEmpty().doesNotContain("").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "SMS&direction=outbound, status, delivered",
        "SMS&direction=outbound, country, SE",
        "SMS&direction=inbound, network, 26201",
        "MESSAGES&direction=outbound, provider, whatsapp",
        "VERIFY-V2, channel, email",
        "NETWORK-API-EVENT, request_type, check",
    })
    void filtersKeepWhatTheyNameAndDropTheRest(String product, String parameter, String value) throws Exception {
        String query = "product=" + product + "&account_id=demo1234" + Poller.range(NOON, NOON.plusSeconds(100));
        List<String> expected = new ArrayList<>();
        poller.pages(query).forEach(page -> page.path("records").forEach(record -> {
            if (record.path(parameter).asText().equals(value)) {
                expected.add(record.path("id").asText());
            }
        }));

        assertThat(poller.ids(query + "&" + parameter + "=" + value))
                .isNotEmpty()
                .isEqualTo(expected);
    }

    @Test
    void messageBodiesAndConcatenationComeOnlyOnRequest() throws Exception {
        JsonNode plain = poller.json(SMS + MINUTE).at("/records/0");
        JsonNode full = poller.json(SMS + MINUTE + "&include_message=true&show_concatenated=true")
                .at("/records/0");

        assertThat(plain.has("message_body") || plain.has("concatenated")).isFalse();
        assertThat(full.path("message_body").asText()).isNotEmpty();
        assertThat(full.path("concatenated").asText()).isIn("TRUE", "FALSE");
        assertThat(full.path("id")).isEqualTo(plain.path("id"));
    }

    @Test
    void idsAreLookedUpAndMissesAreNamed() throws Exception {
        List<String> ids = poller.ids(SMS + Poller.range(NOON, NOON.plusSeconds(2)));
        String query = SMS + "&id=" + String.join(",", ids) + ",no-such-id,905c44ff-4caf-405d-86c9-953488630a99";

        JsonNode page = poller.json(query);

        assertThat(page.path("items_count").asInt()).isEqualTo(4);
        assertThat(page.path("ids_not_found").asText()).isEqualTo("no-such-id,905c44ff-4caf-405d-86c9-953488630a99");
        assertThat(poller.json(query.replace("outbound", "inbound"))
                        .path("items_count")
                        .asInt())
                .isZero();
    }

    @Test
    void anAnswerIsCompressedForThoseWhoAcceptIt() throws Exception {
        byte[] plain = poller.bytes(SMS + MINUTE).body();
        HttpResponse<byte[]> packed = poller.bytes(SMS + MINUTE, "Accept-Encoding", "gzip");

        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.body().length).isLessThan(plain.length / 3);
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).hasSameSizeAs(plain);
        }
    }

    @Test
    void everyRecordReturnedIsBilledAsOftenAsItIsReturned() throws Exception {
        long before = simulator.bill().records();
        poller.ids(SMS + MINUTE);
        poller.ids(SMS + MINUTE);
        poller.json("product=REPORTS-USAGE&account_id=demo1234");
        poller.json(SMS + "&id=no-such-id");

        assertThat(simulator.bill().records() - before).isEqualTo(240);
        assertThat(simulator.bill().fee())
                .isEqualByComparingTo(new BigDecimal(simulator.bill().records()).multiply(Bill.FEE));
    }

    @Test
    void anotherSimulatorOfTheSamePlanSaysTheSame() throws Exception {
        SimulatorPlan plan = SimulatorPlan.of(7).traffic(Traffic.live(2, NOON));
        try (ReportsSimulator one = ReportsSimulator.start(plan);
                ReportsSimulator two = ReportsSimulator.start(plan)) {
            JsonNode first = new Poller(one).json(SMS + MINUTE).path("records");
            JsonNode second = new Poller(two).json(SMS + MINUTE).path("records");

            assertThat(first).isEqualTo(second).isNotEmpty();
        }
    }

    @Test
    void noIdOccursInTwoStreams() {
        List<String> ids = new ArrayList<>();
        for (StreamKey stream : simulator.truth().streams()) {
            simulator
                    .truth()
                    .recordsIn(stream.account(), stream.product(), stream.direction(), NOON, NOON.plusSeconds(30))
                    .forEach(cdr -> ids.add(cdr.id()));
        }
        assertThat(ids).hasSize(3 * 22 * 60).doesNotHaveDuplicates();
        assertThat(simulator.truth().streams().stream().map(StreamKey::product).collect(Collectors.toSet()))
                .hasSize(17);
    }

    @Test
    void theTruthOfEveryRecordCanBeReadWithoutJava() throws Exception {
        SimulatorPlan plan = SimulatorPlan.of(7)
                .traffic(Traffic.none().exactly(StreamKey.of("demo1234", "AMD"), NOON, 1001))
                .lifecycle(Lifecycle.immediate().late(0.5, Duration.ofMinutes(5)));
        try (ReportsSimulator small = ReportsSimulator.start(plan)) {
            List<TrueCdr> all = small.truth().recordsIn("demo1234", "AMD", "", NOON, NOON.plusSeconds(1));
            HttpRequest request = HttpRequest.newBuilder(small.baseUri().resolve("/truth/records"))
                    .build();
            List<JsonNode> told = new ArrayList<>();
            for (String line : HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .toList()) {
                told.add(Poller.JSON.readTree(line));
            }
            assertThat(told).hasSize(1001);
            for (int i = 0; i < all.size(); i++) {
                TrueCdr cdr = all.get(i);
                assertThat(told.get(i).path("id").asText()).isEqualTo(cdr.id());
                assertThat(told.get(i).path("time").asText())
                        .isEqualTo(cdr.time().toString());
                assertThat(told.get(i).path("shown_from")).hasSameSizeAs(cdr.revisions());
                assertThat(told.get(i).at("/shown_from/0").asText())
                        .isEqualTo(cdr.visibleFrom().toString());
            }
        }
    }

    @Test
    void theTruthWritesARecordAsTheApiDoes() throws Exception {
        JsonNode page = poller.json(SMS + Poller.range(NOON, NOON.plusSeconds(1)));
        List<TrueCdr> truth = simulator
                .truth()
                .visibleIn(
                        "demo1234",
                        "SMS",
                        "outbound",
                        NOON,
                        NOON.plusSeconds(1),
                        InstantSource.system().instant());

        assertThat(Poller.JSON.readTree(simulator
                        .truth()
                        .json(truth.get(1), InstantSource.system().instant(), false)))
                .isEqualTo(page.at("/records/0"));
    }

    @Test
    void recordsCanBeMadeAsLongAsATestNeedsThem() throws Exception {
        SimulatorPlan plan = SimulatorPlan.of(7).traffic(Traffic.live(20, NOON).filler(1500));
        try (ReportsSimulator wide = ReportsSimulator.start(plan)) {
            assertThat(new Poller(wide).bytes(SMS + MINUTE).body().length).isGreaterThan(2_000_000);
        }
    }

    private static String query(String product) {
        String direction = ParameterMatrix.DIRECTION_REQUIRED.contains(product) ? "&direction=outbound" : "";
        return "product=" + product + "&account_id=demo1234" + direction;
    }
}
