package io.cdrstream.app.usage;

import io.cdrstream.app.usage.Outcome.Silent;
import io.cdrstream.plan.Reconciliation.Counted;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the API says that it has answered to a credential.
 *
 * @param silent accounts that it says nothing of
 */
record Usage(List<Counted> counted, List<Silent> silent) {

    static final Usage NONE = new Usage(List.of(), List.of());

    Usage {
        counted = List.copyOf(counted);
        silent = List.copyOf(silent);
    }

    static Usage silent(Silent account) {
        return new Usage(List.of(), List.of(account));
    }

    Usage plus(Usage more) {
        return new Usage(
                Stream.concat(counted.stream(), more.counted.stream()).toList(),
                Stream.concat(silent.stream(), more.silent.stream()).toList());
    }

    boolean isSilentOf(String account) {
        return silent.stream().anyMatch(each -> account.equals(each.account()));
    }
}
