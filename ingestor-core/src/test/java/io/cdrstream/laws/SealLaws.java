package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.laws.Shown.Look;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.StreamId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What holds of all time before a moment, once it is sealed: of every record the newest version that the API has ever
 * shown is published, each version once and in its order; every pass has looked at all of it when it was old enough;
 * and sums and records of completeness say the same as the API.
 */
final class SealLaws {

    private final PassWorld world;
    private final Instant until;
    private final Map<String, List<Published>> byKey = new HashMap<>();

    private SealLaws(PassWorld world, Instant until) {
        this.world = world;
        this.until = until;
        world.output.published().forEach(each -> byKey.computeIfAbsent(each.key(), key -> new ArrayList<>())
                .add(each));
    }

    static void check(PassWorld world, Instant until) {
        SealLaws laws = new SealLaws(world, until);
        assertThat(world.asked.broken).as("asked against the law").isEmpty();
        assertThat(world.world.api.inFlight.overlaps)
                .as("requests for the same CDRs, in flight together")
                .isEmpty();
        world.plans.forEach((stream, plan) -> {
            laws.isSealed(stream);
            laws.isPublished(stream);
            laws.isLookedAt(stream, plan);
            laws.sums(stream);
            laws.entries(stream);
        });
    }

    /** The newest version that was ever in an answer is the last that the API will ever show. */
    static void checkIsFinal(PassWorld world, Instant until) {
        world.plans.keySet().forEach(stream -> {
            for (Life life : world.world.histories.get(stream).before(until)) {
                assertThat(world.world.api.shown.newest(stream, life.id()))
                        .as("last version shown of %s in %s", life, stream)
                        .isEqualTo(life.versions().size() - 1);
            }
        });
    }

    /** Where nothing failed: no pass reads what an earlier look has seen at the pass's own age. */
    static void checkNothingIsReadAgain(PassWorld world) {
        List<Look> looks = world.world.api.shown.looks;
        for (int i = 0; i < looks.size(); i++) {
            Look look = looks.get(i);
            PassPlan plan = look.request().stream().plan();
            Duration age = plan.age(look.request().pass());
            boolean isOfParts = plan.share(look.request().pass()) == 1;
            assertThat(looks.subList(0, i))
                    .as("looks before %s", look)
                    .noneMatch(earlier -> earlier.stream().equals(look.stream())
                            && (isOfParts || earlier.isOf(age))
                            && earlier.slice().from().isBefore(look.slice().to())
                            && earlier.slice().from().isBefore(known(earlier, age))
                            && look.slice().from().isBefore(known(earlier, age)));
        }
    }

    /** Where the part of a look ends that was this old for sure: the API tells its time in whole seconds. */
    private static Instant known(Look look, Duration age) {
        return look.isOf(age) ? look.slice().to() : look.endAt(age).minusSeconds(1);
    }

    private void isSealed(StreamId stream) {
        List<Instant> watermarks = world.output.watermarks(stream);
        List<Instant> seals = world.output.seals(stream);
        assertThat(watermarks).as("I3: watermarks of %s", stream).isSorted();
        assertThat(seals).as("what %s is sealed to", stream).isSorted().hasSameSizeAs(watermarks);
        for (int i = 0; i < seals.size(); i++) {
            assertThat(seals.get(i)).as("sealed ≤ watermark").isBeforeOrEqualTo(watermarks.get(i));
        }
        assertThat(seals.get(seals.size() - 1)).as("sealed in time").isAfterOrEqualTo(until);
    }

    private void isPublished(StreamId stream) {
        for (Life life : world.world.histories.get(stream).before(until)) {
            @Nullable Integer shown = world.world.api.shown.newest(stream, life.id());
            int last = -1;
            for (Published each : byKey.getOrDefault(Shown.key(stream, life.id()), List.of())) {
                last = follows(life, last, each);
            }
            assertThat(last)
                    .as("published of %s in %s, of which the API has shown this", life, stream)
                    .isEqualTo(shown == null ? -1 : shown);
        }
    }

    /** Returns the number of the version published. */
    private static int follows(Life life, int before, Published published) {
        int version = life.versionOf(published.cdr());
        assertThat(version).as("%s of %s after %s", published, life, before).isGreaterThan(before);
        Change change = published.revision().change();
        if (before < 0) {
            boolean isFirst = published.revision().pass().equals(PassPlan.FIRST);
            assertThat(change).as("%s", published).isEqualTo(isFirst ? Change.NEW : Change.LATE);
            assertThat(published.revision().changed()).isEmpty();
            assertThat(published.revision().chargeBefore()).isNull();
        } else {
            assertThat(change).as("%s", published).isEqualTo(Change.UPDATED);
            assertThat(published.revision().changed())
                    .as("what has changed of %s", life)
                    .isEqualTo(life.changes(before, version));
            assertThat(before(published)).isEqualByComparingTo(life.charge(before));
        }
        return version;
    }

    private static BigDecimal before(Published published) {
        return Objects.requireNonNullElse(published.revision().chargeBefore(), BigDecimal.ZERO);
    }

    /** By every pass, or by an earlier one that came so late that it looked at what the pass would have. */
    private void isLookedAt(StreamId stream, PassPlan plan) {
        for (int pass = 0; pass < plan.passes(); pass++) {
            Coverage coverage = new Coverage();
            for (Look look : world.world.api.shown.looks) {
                boolean isWhole = plan.share(pass) < 1 && !look.isOf(plan.age(pass));
                Instant end = isWhole ? look.slice().from() : look.endAt(plan.age(pass));
                if (look.stream().equals(stream)
                        && look.request().pass() <= pass
                        && end.isAfter(look.slice().from())) {
                    boolean isAudit = plan.share(look.request().pass()) >= plan.share(pass) && isClean(stream, look);
                    coverage.add(isAudit ? look.request().block() : look.slice().from(), end);
                }
            }
            assertThat(coverage.from(PassWorld.START))
                    .as("%s as far as looked at by %s", stream, plan.name(pass))
                    .isAfterOrEqualTo(until);
        }
    }

    /** Whether it found nothing that a plan which reads less than everything would have missed. */
    private boolean isClean(StreamId stream, Look look) {
        return look.request().block().equals(look.slice().from())
                || world.world.histories.get(stream).in(look.slice()).stream()
                        .noneMatch(life -> isNews(byKey.get(Shown.key(stream, life.id())), look));
    }

    private static boolean isNews(@Nullable List<Published> published, Look look) {
        for (int i = 0; published != null && i < published.size(); i++) {
            boolean isFound =
                    published.get(i).revision().pass().equals(look.request().passName());
            boolean wasOpen = i > 0
                    && look.request().stream()
                            .product()
                            .isOpen(published.get(i - 1).cdr().content().status());
            if (isFound && !wasOpen) {
                return true;
            }
        }
        return false;
    }

    private void sums(StreamId stream) {
        Map<String, BigDecimal> deltas = new TreeMap<>();
        world.output.published().stream()
                .filter(each -> each.stream().equals(stream) && each.time().isBefore(until))
                .forEach(each -> deltas.merge(each.currency(), each.chargeDelta(), BigDecimal::add));
        Truth truth = truth(stream).values().stream().reduce(Truth.NONE, Truth::plus);
        assertThat(new Truth(0, deltas, 0).charge())
                .as("sum of charge deltas of %s", stream)
                .isEqualTo(truth.charge());
    }

    private void entries(StreamId stream) {
        new EntryLaws(world.output, stream, until).check(truth(stream));
    }

    /** What the API has shown, by hour. */
    private Map<Instant, Truth> truth(StreamId stream) {
        Map<Instant, Truth> truth = new TreeMap<>();
        for (Life life : world.world.histories.get(stream).before(until)) {
            @Nullable Integer shown = world.world.api.shown.newest(stream, life.id());
            if (shown != null) {
                truth.merge(EntryLaws.hour(life.time()), Truth.of(life, shown), Truth::plus);
            }
        }
        return truth;
    }
}
