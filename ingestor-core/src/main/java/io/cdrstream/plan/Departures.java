package io.cdrstream.plan;

/** The latest times at which requests left, or are to leave, in order. Monotonic nanoseconds, which may wrap around. */
final class Departures {

    static final int MOST = 1024;

    private final long[] times = new long[MOST];
    private int count;

    int count() {
        return count;
    }

    /** @param n 1 for the latest */
    long latest(int n) {
        return times[count - n];
    }

    void add(long time) {
        if (count == MOST) {
            remove(0);
        }
        int place = count++;
        for (; place > 0 && times[place - 1] - time > 0; place--) {
            times[place] = times[place - 1];
        }
        times[place] = time;
    }

    /** What was to leave at a time has left at another. */
    void move(long planned, long left) {
        for (int place = count - 1; place >= 0; place--) {
            if (times[place] == planned) {
                remove(place);
                break;
            }
        }
        add(left);
    }

    private void remove(int place) {
        count--;
        System.arraycopy(times, place + 1, times, place, count - place);
    }
}
