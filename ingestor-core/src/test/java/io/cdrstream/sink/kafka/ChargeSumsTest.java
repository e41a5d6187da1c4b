package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Product;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Revision;
import io.cdrstream.sink.ChargeSum;
import io.cdrstream.sink.Publication;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChargeSumsTest {

    private static final Product SMS = ProductCatalogue.find("SMS");

    @Test
    void whatIsAddedAndWhatIsTakenBackAreSummedApart() {
        assertThat(sums(Set.of(), of("GB", "EUR", "0.5"), of("gb", "EUR", "0.25"), of("GB", "EUR", "-0.125")))
                .containsExactly(new ChargeSum("GB", "EUR", new BigDecimal("0.75"), new BigDecimal("0.125")));
    }

    @Test
    void aCountryThatLooksLikeNoneIsOtherAndAnAbsentOneUnknown() {
        assertThat(sums(Set.of(), of("447700900123", "EUR", "1"), of(null, null, "2")))
                .extracting(ChargeSum::country, ChargeSum::currency)
                .containsExactly(tuple(ChargeSum.OTHER, "EUR"), tuple(ChargeSum.UNKNOWN, ChargeSum.UNKNOWN));
    }

    @Test
    void aCountryWithAPrivacyRuleIsHidden() {
        assertThat(sums(Set.of("country"), of("GB", "EUR", "1"), of("FR", "EUR", "2")))
                .containsExactly(new ChargeSum(ChargeSum.HIDDEN, "EUR", new BigDecimal("3"), BigDecimal.ZERO));
    }

    @Test
    void ofAChargeWithAPrivacyRuleNothingIsTold() {
        assertThat(sums(Set.of("total_price"), of("GB", "EUR", "1"))).isEmpty();
    }

    @Test
    void everyPageHasItsOwnSums() {
        ChargeSums sums = new ChargeSums(SMS, name -> false);
        sums.add(of("GB", "EUR", "1"));
        sums.take();
        sums.add(of("GB", "EUR", "2"));
        assertThat(sums.take()).containsExactly(new ChargeSum("GB", "EUR", new BigDecimal("2"), BigDecimal.ZERO));
    }

    @Test
    void whatChangesNoChargeIsNoSum() {
        assertThat(sums(Set.of(), of("GB", "EUR", null), of("GB", "EUR", "0"))).isEmpty();
    }

    private static List<ChargeSum> sums(Set<String> redacted, Publication... published) {
        ChargeSums sums = new ChargeSums(SMS, redacted::contains);
        List.of(published).forEach(sums::add);
        List<ChargeSum> taken = sums.take();
        assertThat(sums.take()).isEmpty();
        return taken;
    }

    private static Publication of(@Nullable String country, @Nullable String currency, @Nullable String delta) {
        Cdr.Content content = new Cdr.Content(null, country, currency, 0);
        Cdr cdr = new Cdr(0, 0, 0, "a", false, null, null, null, content);
        return new Publication(cdr, Revision.NEW, delta == null ? null : new BigDecimal(delta));
    }
}
