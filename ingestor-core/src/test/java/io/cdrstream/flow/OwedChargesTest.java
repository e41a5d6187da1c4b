package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.SessionLost.Meaning;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OwedChargesTest {

    private static final Mono<Void> LOST = Mono.error(new SessionLost(Meaning.RETRY, "no luck", null));

    private final DayBill charge = DayBill.suspect("key", LocalDate.EPOCH, 7);
    private final List<DayBill> stored = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();
    private final OwedCharges owed = new OwedCharges((bill, from, to) -> moved.add(bill.records() + ": " + from + to));

    @Test
    void whatATaskOwesIsStoredOnceByWhicheverCan() {
        owed.add(3, charge);
        owed.storeAll(5, ledger(LOST)).onErrorComplete().block();
        assertThat(moved).isEmpty();

        stored.clear();
        owed.storeAll(5, ledger(Mono.empty())).block();
        owed.storeAll(3, ledger(Mono.empty())).block();
        assertThat(stored).containsExactly(charge);
        assertThat(moved).containsExactly("7: 35");
    }

    @Test
    void whatATaskStoresItselfMovesNowhere() {
        owed.store(3, charge, ledger(LOST)).onErrorComplete().block();
        owed.storeAll(3, ledger(Mono.empty())).block();
        assertThat(stored).hasSize(2);
        assertThat(moved).isEmpty();
    }

    private NoLedger ledger(Mono<Void> storing) {
        return new NoLedger() {
            @Override
            public Mono<Void> charge(DayBill charge) {
                stored.add(charge);
                return storing;
            }
        };
    }
}
