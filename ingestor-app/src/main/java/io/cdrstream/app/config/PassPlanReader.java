package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.app.config.Values.Placed;
import io.cdrstream.model.DurationText;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Product;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.plan.PassPlans;
import io.cdrstream.plan.Preset;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plan of each stream: the preset that it, its credential or the top of the file names, and in place of it what
 * {@code plans} says of its product.
 */
final class PassPlanReader {

    private final Problems problems;
    private final Values top;
    private final Map<String, Values> plans;
    private final @Nullable Preset instead;
    private final Set<String> reported = new HashSet<>();

    /** @param instead a preset that holds whatever the file names; null = what the file names */
    PassPlanReader(Problems problems, Values top, @Nullable Preset instead) {
        this.problems = problems;
        this.top = top;
        this.plans = top.named("plans");
        this.instead = instead;
        plans.forEach((product, entry) -> KnownProducts.check(problems, entry.place(), product));
        plans.forEach(this::checkFollowUps);
    }

    /** @param settle null = not written */
    PassPlan of(String product, Values credential, Values entry, @Nullable Duration settle) {
        PassPlan preset = PassPlans.of(preset(credential, entry), product, settle);
        @Nullable Values own = plans.get(product);
        if (own == null) {
            return preset;
        }
        return new PassPlan(
                preset.settle(),
                list(own, ConfigKeys.PLAN_REVISITS, preset.revisits(), PassTypes::parse, preset.settle()),
                list(own, ConfigKeys.PLAN_FOLLOW_UPS, preset.followUps(), PassTypes::parseAge, preset.settle()),
                own.or(ConfigKeys.PLAN_MEMORY, preset.memory()));
    }

    private Preset preset(Values credential, Values entry) {
        if (instead != null) {
            return instead;
        }
        String credentials = credential.or(CredentialKeys.CREDENTIAL_PASSES, top.require(ConfigKeys.PASSES));
        return Preset.of(entry.or(CredentialKeys.STREAM_PASSES, credentials));
    }

    private <T> List<T> list(
            Values own, ConfigKey<String> key, List<T> otherwise, Function<String, T> parser, Duration settle) {
        if (!own.has(key)) {
            return otherwise;
        }
        List<Placed> written = own.list(key);
        checkAges(written, settle);
        return written.stream().map(placed -> parser.apply(placed.value())).toList();
    }

    private void checkAges(List<Placed> written, Duration settle) {
        Duration before = settle;
        for (Placed placed : written) {
            Revisit revisit = PassTypes.parse(placed.value());
            if (revisit.age().compareTo(settle) <= 0) {
                error(
                        placed.place(),
                        DurationText.configured(revisit.age()) + " is not longer than settle, "
                                + DurationText.configured(settle),
                        "the first pass is that old: leave it out");
            } else if (revisit.age().compareTo(before) <= 0) {
                error(
                        placed.place(),
                        DurationText.configured(revisit.age()) + " is not longer than "
                                + DurationText.configured(before) + " before it",
                        "write the youngest first, and each once");
            } else {
                before = revisit.age();
            }
        }
    }

    private void checkFollowUps(String name, Values own) {
        Product product = ProductCatalogue.find(name);
        if (product.isKnown()
                && product.openStates().isEmpty()
                && !own.list(ConfigKeys.PLAN_FOLLOW_UPS).isEmpty()) {
            problems.warning(
                    own.placeOf(ConfigKeys.PLAN_FOLLOW_UPS),
                    "no state of " + name + " is known not to be final, so nothing is ever asked for by id",
                    "write revisits");
        }
    }

    /** The same plan holds for many streams; it is wrong once. */
    private void error(Place place, String what, String remedy) {
        if (reported.add(place.path())) {
            problems.error(place, what, remedy);
        }
    }
}
