package io.cdrstream.app.usage;

import static java.time.ZoneOffset.UTC;

import io.cdrstream.app.KafkaTrouble;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.usage.Outcome.NotBegun;
import io.cdrstream.app.usage.Outcome.Reason;
import io.cdrstream.app.usage.Outcome.Reconciled;
import io.cdrstream.app.usage.Outcome.Silent;
import io.cdrstream.app.usage.Outcome.Unanswered;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.Reconciliation;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Compared;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.plan.Reconciliation.Counted;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.kafka.CommittedProgress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lays what the API says that it has charged on a day beside what was committed. Asks Kafka once and the API for every
 * account that is configured or was paid for; writes nothing, costs nothing, and may be repeated at will.
 *
 * <p>Failures are outcomes of their account or credential, and do not keep the others from theirs.
 */
public final class Reconciler {

    /** What nobody has configured. */
    static final String OTHER = "other";

    private final Configuration configuration;
    private final UsageReader usage;
    private final Scheduler blocking;

    /** @param blocking where Kafka is waited for and rows are added up */
    public Reconciler(Configuration configuration, FreeRequests requests, Scheduler blocking) {
        this.configuration = configuration;
        this.usage = new UsageReader(requests, blocking);
        this.blocking = blocking;
    }

    /** The keys of all credentials. */
    public List<String> credentials() {
        return configuration.ingestor().credentials().stream()
                .map(credential -> credential.key())
                .toList();
    }

    /**
     * What came of it, credential by credential, one after the other.
     *
     * @param now the API's time; of a day that is not over it is compared what there is
     */
    public Flux<Outcome> reconcile(Collection<String> credentials, LocalDate day, Instant now) {
        return Mono.fromSupplier(() -> ours(day)).subscribeOn(blocking).flatMapMany(ours -> Flux.fromIterable(
                        credentials)
                .concatMap(credential -> outcome(credential, ours, time(day, now)), 1));
    }

    /**
     * What was committed that day; or why nobody knows.
     *
     * @param begun credentials that had committed something by then
     */
    private record Ours(List<Counted> counts, Set<String> begun, @Nullable String trouble) {}

    private Ours ours(LocalDate day) {
        try {
            CommittedProgress kafka = new CommittedProgress(
                    configuration.kafka(), configuration.ingestor().streams());
            List<DayBill> bills = kafka.bills();
            return new Ours(
                    bills.stream()
                            .filter(bill ->
                                    bill.day().equals(day) && bill.source().contains("/"))
                            .map(Reconciler::counted)
                            .filter(ours ->
                                    !ProductCatalogue.find(ours.of().product()).isFree())
                            .toList(),
                    bills.stream()
                            .filter(bill -> !bill.day().isAfter(day))
                            .map(DayBill::credential)
                            .collect(Collectors.toSet()),
                    null);
        } catch (Exception e) { // whatever it is: one day's figures are missing, and the reason is told
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Ours(List.of(), Set.of(), KafkaTrouble.sentence(e));
        }
    }

    private static Counted counted(DayBill bill) {
        int slash = bill.source().indexOf('/');
        return new Counted(
                new Account(
                        bill.credential(),
                        bill.source().substring(0, slash),
                        bill.source().substring(slash + 1)),
                new Count(bill.pages(), bill.records()));
    }

    private Mono<Outcome> outcome(String credential, Ours all, Slice time) {
        if (all.trouble != null) {
            return Mono.just(Unanswered.whole(credential, Reason.KAFKA, all.trouble));
        }
        if (!all.begun.contains(credential)) {
            return Mono.just(new NotBegun(credential));
        }
        List<Counted> ours = all.counts.stream()
                .filter(each -> each.of().credential().equals(credential))
                .toList();
        Collection<String> accounts = accounts(credential, ours);
        return usage.read(credential, accounts, time).map(theirs -> outcome(credential, accounts.size(), ours, theirs));
    }

    /** Accounts that the API is silent of are left out on both sides. */
    static Outcome outcome(String credential, int accounts, List<Counted> ours, Usage theirs) {
        List<Silent> silent = theirs.silent();
        if (silent.isEmpty() || silent.size() < accounts) {
            return new Reconciled(
                    credential, compare(answered(ours, theirs), answered(theirs.counted(), theirs)), silent);
        }
        return silent.stream().allMatch(each -> each.reason() == Reason.UNAUTHORIZED)
                ? Unanswered.whole(credential, Reason.UNAUTHORIZED, unauthorized(credential))
                : new Unanswered(credential, silent);
    }

    private static String unauthorized(String credential) {
        return "credential " + credential
                + ": 401 for all of its accounts: key or secret is wrong, or the vendor has to"
                + " enable the Reports API for it";
    }

    private static List<Counted> answered(List<Counted> counted, Usage theirs) {
        return counted.stream()
                .filter(each -> !theirs.isSilentOf(each.of().account()))
                .toList();
    }

    /**
     * The same, with everything that is neither configured nor paid for by us as one product of its account,
     * {@link #OTHER}: who else asks with our key does not decide how many names there are.
     */
    public Outcome bounded(Outcome outcome) {
        if (!(outcome instanceof Reconciled reconciled)) {
            return outcome;
        }
        Set<String> configured = streams(outcome.credential())
                .map(stream -> stream.id().source())
                .collect(Collectors.toSet());
        List<Counted> ours = new ArrayList<>();
        List<Counted> theirs = new ArrayList<>();
        for (Compared each : reconciled.compared()) {
            Account of = each.of();
            boolean isKnown = each.ours().pages() > 0 || configured.contains(of.account() + "/" + of.product());
            Account named = isKnown ? of : new Account(of.credential(), of.account(), OTHER);
            ours.add(new Counted(named, each.ours()));
            theirs.add(new Counted(named, each.theirs()));
        }
        return new Reconciled(outcome.credential(), compare(ours, theirs), reconciled.silent());
    }

    private static List<Compared> compare(List<Counted> ours, List<Counted> theirs) {
        return List.copyOf(Reconciliation.compare(ours, theirs));
    }

    private Collection<String> accounts(String credential, List<Counted> ours) {
        return Stream.concat(
                        streams(credential).map(stream -> stream.id().account()),
                        ours.stream().map(each -> each.of().account()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<CdrStream> streams(String credential) {
        return configuration.ingestor().streams().stream()
                .filter(stream -> stream.credential().equals(credential));
    }

    /** The day, or what there is of it. */
    private static Slice time(LocalDate day, Instant now) {
        Instant from = day.atStartOfDay(UTC).toInstant();
        Instant end = from.plus(Slice.MAX_SPAN);
        Instant to = end.isAfter(now) ? now.plusSeconds(1) : end;
        return new Slice(from, to);
    }
}
