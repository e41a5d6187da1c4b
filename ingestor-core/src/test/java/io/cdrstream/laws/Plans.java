package io.cdrstream.laws;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.util.List;

/** Plans of passes that the laws are tried with. */
final class Plans {

    /** Everything that the presets can do, within hours. */
    static final PassPlan SMALL = new PassPlan(
            Duration.ofMinutes(1),
            List.of(Revisit.of(Duration.ofMinutes(10)), Revisit.of(Duration.ofHours(2))),
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMinutes(110)),
            Duration.ofHours(1));

    /** The same with an audit instead of the first revisit. */
    static final PassPlan SMALL_AUDIT = new PassPlan(
            Duration.ofMinutes(1),
            List.of(new Revisit(Duration.ofMinutes(10), 0.2), Revisit.of(Duration.ofHours(2))),
            SMALL.followUps(),
            Duration.ofHours(1));

    /** One look and one by id, so that much is late, and some changes, after the seal. */
    static final PassPlan HASTY =
            new PassPlan(Duration.ofMinutes(1), List.of(), List.of(Duration.ofMinutes(30)), Duration.ofDays(3));

    static final PassPlan FRUGAL = new PassPlan(
            Duration.ofMinutes(5), List.of(), List.of(Duration.ofHours(1), Duration.ofHours(72)), Duration.ofHours(24));

    static final PassPlan DEFAULT = new PassPlan(
            Duration.ofMinutes(2),
            List.of(new Revisit(Duration.ofHours(3), 0.05), new Revisit(Duration.ofHours(72), 0.05)),
            List.of(Duration.ofMinutes(15), Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(72)),
            Duration.ofHours(24));

    static final PassPlan UNLIMITED = new PassPlan(
            Duration.ofMinutes(1),
            List.of(
                    Revisit.of(Duration.ofMinutes(15)),
                    Revisit.of(Duration.ofHours(3)),
                    Revisit.of(Duration.ofHours(24)),
                    Revisit.of(Duration.ofHours(73))),
            DEFAULT.followUps(),
            Duration.ofHours(24));

    private Plans() {}
}
