package io.cdrstream.plan;

import java.util.Arrays;
import java.util.List;

/**
 * How the records of a stream are spread over the hours of a day, the first of which begins when the stream does; one
 * day is like the other. Time is in seconds from the stream's start, and in seconds of the same stream as if its
 * records came evenly.
 *
 * <p>Pure.
 */
public final class Tide {

    private static final int HOURS = 24;
    private static final double HOUR = 3600;
    private static final double DAY = HOURS * HOUR;

    /** Every hour has as many. */
    public static final Tide NONE = new Tide(new double[] {DAY});

    private final double width;
    /** Even seconds from the start of the day to the end of each of its parts. */
    private final double[] ends;

    private Tide(double[] ends) {
        this.ends = ends;
        this.width = DAY / ends.length;
    }

    /** @param records of each hour of a day; none if there are fewer hours, or all are empty */
    static Tide of(List<Double> records) {
        double sum = records.stream().mapToDouble(Double::doubleValue).sum();
        if (records.size() < HOURS || sum == 0) {
            return NONE;
        }
        double[] ends = records.stream().mapToDouble(each -> each * DAY / sum).toArray();
        Arrays.parallelPrefix(ends, Double::sum);
        return new Tide(ends);
    }

    /** How much even time a time is worth. */
    double even(double from, double to) {
        return even(to) - even(from);
    }

    private double even(double time) {
        double days = Math.floor(time / DAY);
        double within = time - days * DAY;
        int part = Math.min(ends.length - 1, (int) (within / width));
        double begin = part == 0 ? 0 : ends[part - 1];
        return days * DAY + begin + (ends[part] - begin) * (within / width - part);
    }

    /** When as many records have come since then as come in so much even time. */
    double after(double from, double evenSeconds) {
        double wanted = even(from) + evenSeconds;
        double days = Math.floor(wanted / DAY);
        double within = wanted - days * DAY;
        int part = 0;
        while (part < ends.length - 1 && ends[part] < within) {
            part++;
        }
        double begin = part == 0 ? 0 : ends[part - 1];
        double length = ends[part] - begin;
        return days * DAY + width * (part + (length == 0 ? 0 : (within - begin) / length));
    }
}
