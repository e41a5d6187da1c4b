package io.cdrstream.app.usage;

import io.cdrstream.app.usage.Outcome.Reconciled;
import io.cdrstream.app.usage.Outcome.Silent;
import io.cdrstream.app.usage.Outcome.Unanswered;
import io.cdrstream.observe.UsageMeters;
import io.cdrstream.plan.Reconciliation.Compared;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the daily reconcile has found, as lines and gauges. It names keys, accounts and products, and counts (I6). */
final class DailyFindings {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");

    private final UsageMeters meters;
    private final double tolerance;
    private final Map<String, Told> told = new HashMap<>();

    DailyFindings(UsageMeters meters, double tolerance) {
        this.meters = meters;
        this.tolerance = tolerance;
    }

    /** What was said of a credential last. */
    private record Told(LocalDate day, Reconciled outcome) {}

    void taken() {
        meters.taken();
    }

    void gone() {
        told.clear();
        meters.gone();
    }

    void reconciled(Reconciled outcome, LocalDate day) {
        meters.reconciled(outcome.credential(), day, outcome.compared(), tolerance);
        tell(outcome, day);
    }

    /**
     * What is known is told; the day is not over with.
     *
     * @param pause as in {@link #failed}
     */
    void partly(Reconciled outcome, LocalDate day, Optional<Duration> pause) {
        meters.partly(outcome.credential(), outcome.compared(), tolerance);
        if (!new Told(day, outcome).equals(told.get(outcome.credential()))) { // or every attempt would say it again
            tell(outcome, day);
        }
        failed(outcome.credential(), day, Silent.sentences(outcome.silent()), pause);
    }

    private void tell(Reconciled outcome, LocalDate day) {
        told.put(outcome.credential(), new Told(day, outcome));
        List<Compared> all = outcome.compared();
        LOG.info(
                "credential {}: {} is reconciled{}: {} accounts and products, {} records committed, {} charged by the"
                        + " API, {} of those in answers that were never committed here, {} unexplained",
                outcome.credential(),
                day,
                outcome.isWhole() ? "" : " in part",
                all.size(),
                sum(all, each -> each.ours().records()),
                sum(all, each -> each.theirs().records()),
                sum(all, Compared::lostRecords),
                sum(all, Compared::unexplained));
        all.stream().filter(each -> each.isBeyond(tolerance)).forEach(each -> differs(each, day));
    }

    void nothingYet(String credential, LocalDate day) {
        meters.reconciled(credential, day, List.of(), tolerance);
    }

    private static long sum(List<Compared> all, ToLongFunction<Compared> count) {
        return all.stream().mapToLong(count).sum();
    }

    private static void differs(Compared each, LocalDate day) {
        LOG.warn(
                "credential {}: of {} of account {} the API has charged {} records on {}, and {} are committed: {} were in"
                        + " answers that were never committed here (a crash, or somebody else with this key), {} have no"
                        + " such reason; docs/runbook.md says where to look",
                each.of().credential(),
                each.of().product(),
                each.of().account(),
                each.theirs().records(),
                day,
                each.ours().records(),
                each.lostRecords(),
                each.unexplained());
    }

    /** @param pause until it is tried again; none = not for this day */
    void failed(Unanswered outcome, LocalDate day, Optional<Duration> pause) {
        failed(outcome.credential(), day, Silent.sentences(outcome.silent()), pause);
    }

    private void failed(String credential, LocalDate day, String why, Optional<Duration> pause) {
        meters.failed(credential);
        LOG.warn(
                "credential {}: {} is not reconciled: {}; {}",
                credential,
                day,
                why,
                pause.map(time -> "tried again in " + time.toSeconds() + " s")
                        .orElse("given up, cdrstream reconcile --day " + day + " does it by hand"));
    }
}
