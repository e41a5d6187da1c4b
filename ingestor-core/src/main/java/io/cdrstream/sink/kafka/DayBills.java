package io.cdrstream.sink.kafka;

import static java.time.ZoneOffset.UTC;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.sink.Restored.DayBill;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a task has paid for, per credential, source and UTC day, as of its last commit. Days long gone are forgotten.
 */
final class DayBills {

    private final Map<String, DayBill> bills = new HashMap<>();

    DayBills(Collection<DayBill> restored) {
        restored.forEach(bill -> bills.put(CheckpointKey.bill(bill), bill));
    }

    List<DayBill> all() {
        return List.copyOf(bills.values());
    }

    /** Adds the page to its day and stores the sum. The first page of a day makes an old day forgotten. */
    void add(Page page, CheckpointBatch batch) {
        LocalDate day = LocalDate.ofInstant(page.apiTime(), UTC);
        CdrStream stream = page.request().stream();
        add(new DayBill(stream.credential(), stream.id().source(), day, page.billedRecords(), 1), batch);
    }

    void add(DayBill now, CheckpointBatch batch) {
        String key = CheckpointKey.bill(now);
        if (!bills.containsKey(key)) {
            forgetBefore(now.day().minusDays(DayBill.KEPT_DAYS), batch);
        }
        DayBill sum = bills.merge(key, now, DayBill::plus);
        batch.bill(sum);
    }

    private void forgetBefore(LocalDate day, CheckpointBatch batch) {
        List<DayBill> old =
                bills.values().stream().filter(bill -> bill.day().isBefore(day)).collect(Collectors.toList());
        for (DayBill bill : old) {
            bills.remove(CheckpointKey.bill(bill));
            batch.forgetBill(bill);
        }
    }
}
