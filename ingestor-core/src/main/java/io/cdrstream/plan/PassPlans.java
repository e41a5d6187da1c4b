package io.cdrstream.plan;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plans of passes that need no configuration, as data; {@code docs/passes.md} gives the reasons.
 *
 * <p>A pass that would not be older than the first one is left out: the first pass is what it would have been.
 */
public final class PassPlans {

    /** How long after the seal a record is still known, so that one that comes later than that is told apart. */
    public static final Duration MEMORY = Duration.ofDays(7);

    /** The part of the time that an audit reads, unless its records would be too few. */
    public static final double AUDIT = 0.03;

    private static final Duration VISIBLE = Duration.ofSeconds(60);
    /** The longest call that the API connects, two hours, and half an hour until its record shows. */
    private static final Duration LONGEST_CALL = minutes(150);
    /** As long as receipts are waited for. */
    private static final Duration LAST_RECEIPT = hours(72);
    /** After the last follow-up, so that it finds what that one has left. */
    private static final Duration AFTER_RECEIPTS = hours(73);

    private static final List<Duration> RECEIPTS =
            List.of(minutes(15), hours(1), hours(6), hours(24), hours(48), LAST_RECEIPT);

    private PassPlans() {}

    /** @param settle what the configuration says; null = nothing, so that the preset decides */
    public static PassPlan of(Preset preset, String product, @Nullable Duration settle) {
        ProductFamily family = ProductFamily.of(product);
        Duration first = settle == null ? settle(preset, family) : settle;
        return new PassPlan(
                first,
                revisits(preset, family).stream()
                        .filter(r -> r.age().compareTo(first) > 0)
                        .toList(),
                followUps(preset, family).stream()
                        .filter(age -> age.compareTo(first) > 0)
                        .toList(),
                MEMORY);
    }

    /** A frugal plan reads calls once, and so not before they can have ended. */
    private static Duration settle(Preset preset, ProductFamily family) {
        return preset == Preset.FRUGAL && family == ProductFamily.CALLS ? LONGEST_CALL : VISIBLE;
    }

    private static List<Revisit> revisits(Preset preset, ProductFamily family) {
        return switch (preset) {
            case FRUGAL -> List.of();
            case DEFAULT ->
                switch (family) {
                    case SMS -> List.of(audit(hours(3)), audit(AFTER_RECEIPTS));
                    case CHAT -> List.of(Revisit.of(AFTER_RECEIPTS));
                    case CALLS -> List.of(Revisit.of(LONGEST_CALL), audit(hours(26)));
                    case OTHERS -> List.of(audit(hours(1)), audit(hours(24)));
                };
            case UNLIMITED ->
                switch (family) {
                    case SMS, CHAT -> full(minutes(5), minutes(30), hours(3), hours(24), AFTER_RECEIPTS);
                    case CALLS -> full(minutes(5), minutes(30), LONGEST_CALL, hours(26));
                    case OTHERS -> full(minutes(5), hours(1), hours(24));
                };
        };
    }

    private static List<Duration> followUps(Preset preset, ProductFamily family) {
        return switch (family) {
            case CALLS, OTHERS -> List.of();
            case SMS, CHAT -> preset == Preset.FRUGAL ? List.of(LAST_RECEIPT) : RECEIPTS;
        };
    }

    private static List<Revisit> full(Duration... ages) {
        return List.of(ages).stream().map(Revisit::of).toList();
    }

    private static Revisit audit(Duration age) {
        return new Revisit(age, AUDIT);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
