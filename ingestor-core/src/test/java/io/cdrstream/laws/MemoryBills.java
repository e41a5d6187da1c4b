package io.cdrstream.laws;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.sink.Restored.DayBill;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tasks have stored of what they were billed for. */
final class MemoryBills {

    private final Map<Integer, Map<String, DayBill>> bills = new HashMap<>();

    void add(int task, Page page) {
        CdrStream stream = page.request().stream();
        LocalDate day = LocalDate.ofInstant(page.apiTime(), ZoneOffset.UTC);
        add(task, new DayBill(stream.credential(), stream.id().source(), day, page.billedRecords(), 1));
    }

    void add(int task, DayBill bill) {
        bills.computeIfAbsent(task, t -> new HashMap<>()).merge(bill.source() + "@" + bill.day(), bill, DayBill::plus);
    }

    Map<Integer, List<DayBill>> all() {
        Map<Integer, List<DayBill>> all = new HashMap<>();
        bills.keySet().forEach(task -> all.put(task, of(task)));
        return all;
    }

    List<DayBill> of(int task) {
        return List.copyOf(bills.getOrDefault(task, Map.of()).values());
    }

    /** Records of all days. */
    long records() {
        return bills.values().stream()
                .flatMap(task -> task.values().stream())
                .mapToLong(DayBill::records)
                .sum();
    }
}
