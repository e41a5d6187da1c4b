package io.cdrstream.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.plan.PassPlans;
import io.cdrstream.plan.Preset;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PassPlanReaderTest {

    @Test
    void withoutAWordEveryProductHasItsDefault() throws ConfigurationWrong {
        assertThat(plans("")).containsExactly(PassPlans.of(Preset.DEFAULT, "SMS", null), calls(Preset.DEFAULT, null));
    }

    @Test
    void theStreamsOwnPresetComesBeforeTheCredentialsAndThatBeforeTheTops() throws ConfigurationWrong {
        assertThat(plans("passes: unlimited")).last().isEqualTo(calls(Preset.UNLIMITED, null));
        assertThat(read("products: SMS, passes: frugal", "passes: unlimited", null))
                .containsOnly(PassPlans.of(Preset.FRUGAL, "SMS", null));
        assertThat(read(
                        "products: SMS, passes: frugal, streams: [{product: VOICE-CALL, passes: default}]",
                        "passes: unlimited",
                        null))
                .last()
                .isEqualTo(calls(Preset.DEFAULT, null));
    }

    @Test
    void aSettleThatIsWrittenAnywhereHolds() throws ConfigurationWrong {
        Duration settle = Duration.ofSeconds(90);
        assertThat(plans("passes: frugal")).last().isEqualTo(calls(Preset.FRUGAL, null));
        assertThat(plans("passes: frugal\nsettle: 90s")).last().isEqualTo(calls(Preset.FRUGAL, settle));
        assertThat(read("products: VOICE-CALL, settle: 90s", "passes: frugal", null))
                .containsExactly(calls(Preset.FRUGAL, settle));
        assertThat(read("streams: [{product: VOICE-CALL, settle: 90s}]", "passes: frugal", null))
                .containsExactly(calls(Preset.FRUGAL, settle));
    }

    @Test
    void aPlanOfAProductReplacesWhatItSaysAndNothingElse() throws ConfigurationWrong {
        List<PassPlan> plans = plans("plans: {VOICE-CALL: {revisits: [10m, 150m audit 12.5%, 26h audit], memory: 2d}}");
        assertThat(plans).first().isEqualTo(PassPlans.of(Preset.DEFAULT, "SMS", null));
        assertThat(plans)
                .last()
                .isEqualTo(new PassPlan(
                        Duration.ofSeconds(60),
                        List.of(
                                Revisit.of(Duration.ofMinutes(10)),
                                new Revisit(Duration.ofMinutes(150), 0.125),
                                new Revisit(Duration.ofHours(26), PassPlans.AUDIT)),
                        List.of(),
                        Duration.ofDays(2)));
        assertThat(plans("plans: {SMS: {revisits: [], follow-ups: 6h}}").get(0))
                .isEqualTo(new PassPlan(
                        Duration.ofSeconds(60), List.of(), List.of(Duration.ofHours(6)), PassPlans.MEMORY));
    }

    @Test
    void everythingThatIsWrongWithAPlanIsSaidAtOnce() {
        assertThat(
                        errors(
                                """
                                passes: fugal
                                plans:
                                  SMS: {revisits: [30s, 3h, 3h audit, 60d], follow-ups: [6h, 1h]}
                                  ASR: {revisits: [1h audit 0.5%, 2h adit 5%], memroy: 7d}
                                """))
                .containsExactlyInAnyOrder(
                        "passes (line 3): \"fugal\" is none of frugal, default, unlimited; did you mean frugal?",
                        "plans.SMS.revisits[3] (line 5): \"60d\" is not within 1s and 30d",
                        "plans.ASR.revisits[0] (line 6): \"1h audit 0.5%\" has a share that is not within 1% and 100%",
                        "plans.ASR.revisits[1] (line 6): \"2h adit 5%\" is not an age such as 3h, or 3h audit 5%",
                        "plans.ASR.memroy (line 6): there is no such key; did you mean memory?",
                        "plans.SMS.revisits[0] (line 5): 30s is not longer than settle, 60s; the first pass is that old: leave it out",
                        "plans.SMS.revisits[2] (line 5): 3h is not longer than 3h before it; write the youngest first, and each once",
                        "plans.SMS.follow-ups[1] (line 5): 1h is not longer than 6h before it; write the youngest first, and each once");
    }

    @Test
    void productsThatDoNotExistAndFollowUpsOfNothingAreDoubted() throws ConfigurationWrong {
        assertThat(configuration("products: SMS", "plans: {sms: {revisits: 3h}, ASR: {follow-ups: 3h}}", null)
                        .warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "plans.sms (line 3): sms is no product of the catalogue; did you mean SMS?",
                        "plans.ASR.follow-ups (line 3): no state of ASR is known not to be final, so nothing is ever"
                                + " asked for by id; write revisits");
    }

    @Test
    void thePlanOfEveryStreamIsShownAsItWouldBeWritten() throws ConfigurationWrong {
        assertThat(configuration("products: SMS", "", null).effective())
                .contains(
                        "settle: 60s, revisits: [3h audit 3%, 73h audit 3%], follow-ups: [15m, 1h, 6h, 24h, 48h, 72h],"
                                + " memory: 7d");
    }

    @Test
    void anotherPresetCanBeTriedOnTheSameFile() throws ConfigurationWrong {
        assertThat(read(
                        "products: SMS, passes: default",
                        "plans: {SMS: {follow-ups: 6h}}\nsettle: 2m",
                        Preset.UNLIMITED))
                .allSatisfy(plan -> {
                    assertThat(plan.revisits()).hasSize(5);
                    assertThat(plan.followUps()).containsExactly(Duration.ofHours(6));
                    assertThat(plan.settle()).isEqualTo(Duration.ofMinutes(2));
                });
    }

    @Test
    void underAFlatTariffRecordsCostNothingMoreAndNoCapIsAskedFor() throws ConfigurationWrong {
        Configuration flat = configuration("products: SMS, tariff: flat, start: -7d", "", null);
        assertThat(flat.ingestor().credentials().get(0).dailyCapRecords()).isEqualTo(Long.MAX_VALUE);
        assertThat(flat.tariffs())
                .containsEntry("abcd1234", new Tariff(true, new BigDecimal("0.0004"), new BigDecimal("450")));
        assertThat(flat.effective()).contains("tariff: flat");
        assertThat(configuration("products: SMS", "", null)
                        .ingestor()
                        .credentials()
                        .get(0)
                        .dailyCapRecords())
                .isEqualTo(62_500);
    }

    private static PassPlan calls(Preset preset, @Nullable Duration settle) {
        return PassPlans.of(preset, "VOICE-CALL", settle);
    }

    /** Of SMS and of calls. */
    private static List<PassPlan> plans(String more) throws ConfigurationWrong {
        return read("products: [SMS, VOICE-CALL]", more, null);
    }

    private static List<PassPlan> read(String reads, String more, @Nullable Preset instead) throws ConfigurationWrong {
        return configuration(reads, more, instead).ingestor().streams().stream()
                .map(CdrStream::plan)
                .distinct()
                .toList();
    }

    private static Configuration configuration(String reads, String more, @Nullable Preset instead)
            throws ConfigurationWrong {
        String yaml = "kafka: {bootstrap.servers: 'localhost:9092'}\ncredentials: [{key: abcd1234, secret: x, " + reads
                + "}]\n" + more;
        return new ConfigurationReader(Map.<String, String>of()::get, Clock.systemUTC(), instead)
                .read(yaml, Path.of("."));
    }

    private static List<String> errors(String more) {
        return assertThatExceptionOfType(ConfigurationWrong.class)
                .isThrownBy(() -> plans(more))
                .actual()
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
