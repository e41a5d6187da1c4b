package io.cdrstream.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The latest times at which requests left, in order, and the requests that are still to leave. Monotonic nanoseconds,
 * which may wrap around.
 */
final class Departures {

    static final int MOST = 1024;

    private final long[] times = new long[MOST];
    private int count;
    private final List<Long> waiting = new ArrayList<>();

    /** How many have left; of more than a thousand the latest. */
    int count() {
        return count;
    }

    /** How many are still to leave. */
    int waiting() {
        return waiting.size();
    }

    /** @param n 1 for the latest */
    long latest(int n) {
        return times[count - n];
    }

    /** One is to leave at that time, or as soon as it can. */
    void plan(long time) {
        waiting.add(time);
    }

    /** One that waited has left. */
    void left(long planned, long time) {
        waiting.remove((Object) planned);
        if (count == MOST) {
            count--;
            System.arraycopy(times, 1, times, 0, count);
        }
        int place = count++;
        for (; place > 0 && times[place - 1] - time > 0; place--) {
            times[place] = times[place - 1];
        }
        times[place] = time;
    }
}
