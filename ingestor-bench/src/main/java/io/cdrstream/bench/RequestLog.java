package io.cdrstream.bench;

import java.util.Arrays;

/** When pages were asked for, and what they cost. Times are in milliseconds since the epoch. */
final class RequestLog {

    private long[] times = new long[1024];
    private int requests;
    private long records;

    synchronized void asked(long millis) {
        if (requests == times.length) {
            times = Arrays.copyOf(times, 2 * requests);
        }
        times[requests++] = millis;
    }

    synchronized void billed(int count) {
        records += count;
    }

    synchronized void forget() {
        requests = 0;
        records = 0;
    }

    synchronized Usage usage() {
        long[] sorted = Arrays.copyOf(times, requests);
        Arrays.sort(sorted);
        int most = 0;
        long when = 0;
        int first = 0;
        for (int last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= 1000) {
                first++;
            }
            if (last - first + 1 > most) {
                most = last - first + 1;
                when = sorted[first] - sorted[0];
            }
        }
        long began = sorted.length == 0 ? 0 : sorted[0];
        return new Usage(requests, records, began, most, when, afterHalfAMinute(sorted));
    }

    /** Requests a second, from the thirtieth second on. */
    private static double afterHalfAMinute(long[] sorted) {
        long[] late = Arrays.stream(sorted).filter(t -> t - sorted[0] >= 30_000).toArray();
        return late.length < 2 ? 0 : (late.length - 1) * 1000.0 / (late[late.length - 1] - late[0]);
    }

    /**
     * @param first millisecond of the first request
     * @param mostInASecond the most requests in any stretch of a second
     * @param when that stretch began, in milliseconds after the first request
     * @param pace requests a second from the thirtieth second on
     */
    record Usage(int requests, long records, long first, int mostInASecond, long when, double pace) {

        static Usage parse(String line) {
            String[] words = line.strip().split(" ");
            return new Usage(
                    Integer.parseInt(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Integer.parseInt(words[3]),
                    Long.parseLong(words[4]),
                    Double.parseDouble(words[5]));
        }

        String line() {
            return requests + " " + records + " " + first + " " + mostInASecond + " " + when + " " + pace;
        }
    }
}
