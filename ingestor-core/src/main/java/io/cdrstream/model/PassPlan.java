package io.cdrstream.model;

import java.time.Duration;
import java.util.List;

/**
 * When the time of a stream is read, and how often.
 *
 * <pre>
 *   event ──settle──▶ first pass ───▶ follow-ups by id ───▶ revisit ───▶ revisit ──▶ sealed
 *                     everything      what is not final     everything, or an audit
 * </pre>
 *
 * @param settle how old an event time must be before its first pass may read it
 * @param revisits further passes, youngest first
 * @param followUps ages at which records that are not final are asked for again by id, youngest first
 * @param memory how long after the seal the seen-set still knows what was published
 */
public record PassPlan(Duration settle, List<Revisit> revisits, List<Duration> followUps, Duration memory) {

    /** An audit that has seen fewer records says nothing of its block: all of that is read. */
    public static final int LEAST_AUDITED = 240;

    public static final String FIRST = "first";
    public static final String FOLLOW_UP = "follow-up";
    public static final String REDO = "redo";
    private static final String REVISIT = "revisit-";

    public PassPlan {
        revisits = List.copyOf(revisits);
        followUps = List.copyOf(followUps);
    }

    /** One pass, and nothing after it. */
    public static PassPlan once(Duration settle) {
        return new PassPlan(settle, List.of(), List.of(), Duration.ZERO);
    }

    /** How many passes there are, the first included. */
    public int passes() {
        return 1 + revisits.size();
    }

    /** How old an event time must be before this pass may read it. */
    public Duration age(int pass) {
        return pass == 0 ? settle : revisits.get(pass - 1).age();
    }

    /** What the pass reads of the time that is due, from above 0 to 1. */
    public double share(int pass) {
        return pass <= 0 ? 1 : revisits.get(pass - 1).share();
    }

    /** {@code first}, {@code revisit-1}, {@code revisit-2} …; {@code follow-up} and {@code redo}. */
    public String name(int pass) {
        return switch (pass) {
            case 0 -> FIRST;
            case PageRequest.FOLLOW_UP -> FOLLOW_UP;
            case PageRequest.REDO -> REDO;
            default -> REVISIT + pass;
        };
    }

    /** The number of the pass that has this name; of what is none, but follow-ups, {@link PageRequest#FOLLOW_UP}. */
    public static int number(String name) {
        if (name.startsWith(REVISIT)) {
            return Integer.parseInt(name.substring(REVISIT.length()));
        }
        if (name.equals(REDO)) {
            return PageRequest.REDO;
        }
        return name.equals(FIRST) ? 0 : PageRequest.FOLLOW_UP;
    }

    /** The age at which nothing more is planned. */
    public Duration horizon() {
        Duration last = age(revisits.size());
        Duration asked = followUps.isEmpty() ? last : followUps.get(followUps.size() - 1);
        return asked.compareTo(last) > 0 ? asked : last;
    }

    /**
     * A pass after the first.
     *
     * @param age of an event time when it is read again
     * @param share 1 = everything is read again; less = an audit, which reads this part of the time and the rest only
     *     if it finds anything
     */
    public record Revisit(Duration age, double share) {

        public static Revisit of(Duration age) {
            return new Revisit(age, 1);
        }
    }
}
