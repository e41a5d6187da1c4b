package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Product;
import io.cdrstream.model.ProductCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassPlansTest {

    @Test
    void agesGrowAndAreLongerThanTheSettle() {
        for (Product product : ProductCatalogue.all()) {
            for (Preset preset : Preset.values()) {
                PassPlan plan = PassPlans.of(preset, product.name(), null);
                List<Duration> ages = new ArrayList<>(List.of(plan.settle()));
                plan.revisits().forEach(r -> ages.add(r.age()));
                assertThat(ages).isSorted().doesNotHaveDuplicates();
                assertThat(plan.followUps()).isSorted().allMatch(age -> age.compareTo(plan.settle()) > 0);
            }
        }
    }

    @Test
    void everyProductWithOpenStatesHasFollowUpsAndNoOther() {
        for (Product product : ProductCatalogue.all()) {
            for (Preset preset : Preset.values()) {
                assertThat(PassPlans.of(preset, product.name(), null)
                                .followUps()
                                .isEmpty())
                        .as(product.name())
                        .isEqualTo(product.openStates().isEmpty());
            }
        }
    }

    @Test
    void theLastAuditOfMessagesComesAfterTheLastReceipt() {
        PassPlan plan = PassPlans.of(Preset.DEFAULT, "SMS", null);
        assertThat(plan.horizon()).isGreaterThan(Duration.ofHours(72));
        assertThat(plan.revisits()).extracting(Revisit::share).containsOnly(PassPlans.AUDIT);
    }

    @Test
    void aSettleThatIsConfiguredIsKeptAndPassesThatItOvertakesAreLeftOut() {
        PassPlan plan = PassPlans.of(Preset.UNLIMITED, "SMS", Duration.ofMinutes(30));
        assertThat(plan.settle()).isEqualTo(Duration.ofMinutes(30));
        assertThat(plan.revisits())
                .extracting(Revisit::age)
                .containsExactly(Duration.ofHours(3), Duration.ofHours(24), Duration.ofHours(73));
        assertThat(plan.followUps()).doesNotContain(Duration.ofMinutes(15)).contains(Duration.ofHours(1));
    }

    @Test
    void aFrugalPlanReadsCallsWhenTheyHaveEndedUnlessItIsToldOtherwise() {
        assertThat(PassPlans.of(Preset.FRUGAL, "VOICE-CALL", null).settle()).isEqualTo(Duration.ofMinutes(150));
        assertThat(PassPlans.of(Preset.FRUGAL, "VOICE-CALL", Duration.ofSeconds(20))
                        .settle())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(PassPlans.of(Preset.FRUGAL, "SMS", null).settle()).isEqualTo(Duration.ofSeconds(60));
    }
}
