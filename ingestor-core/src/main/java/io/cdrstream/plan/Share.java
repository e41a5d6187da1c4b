package io.cdrstream.plan;

import java.util.Set;

/**
 * The part of a credential's limits that belongs to one instance: that of the tasks it owns.
 *
 * <p>A task has whole requests a second, some one more than others. If each had the same, an instance would round its
 * part up, and one second of all of them together might hold more than the budget. What the budget has beyond whole
 * requests is for an instance that is alone. Only where it has fewer requests a second than there are tasks, all tasks
 * have the same fraction of one.
 *
 * <pre>
 *   10 a second, 4 tasks: 2, 3, 2, 3
 * </pre>
 *
 * @param tasks the instance owns; one that owns none has an equal fraction, and nothing to ask for
 * @param all how many tasks the group has
 */
public record Share(Set<Integer> tasks, int all) {

    /** Of an instance that is alone. */
    public static final Share WHOLE = new Share(Set.of(0), 1);

    public Share {
        tasks = Set.copyOf(tasks);
    }

    /** @param budget requests a second of all instances together */
    public double requestsPerSecond(double budget) {
        if (tasks.size() == all) {
            return budget;
        }
        if (budget < all || tasks.isEmpty()) {
            return budget * Math.max(1, tasks.size()) / all;
        }
        return tasks.stream()
                .mapToLong(task -> below(task + 1, budget) - below(task, budget))
                .sum();
    }

    /** @param most requests in flight of all instances together; everybody has one at least */
    public int inFlight(int most) {
        return Math.max(1, most * Math.max(1, tasks.size()) / all);
    }

    /** The whole requests of all tasks below this one. */
    private long below(int task, double budget) {
        return (long) (task * budget / all);
    }
}
