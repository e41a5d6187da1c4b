package io.cdrstream.demo;

import io.cdrstream.simulator.ApiDates;
import io.cdrstream.simulator.RequestSeen;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.TrueCdr;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When each second of each stream was read, as the simulator saw it: what a slice can hold is decided by the moment of
 * its first page, since the simulator's cursors keep that moment.
 *
 * <p>A slice that was read again counts at its last reading: the ingestor has no right to miss what showed then.
 */
final class FirstPasses {

    private final Map<StreamKey, Map<Long, Instant>> readings = new HashMap<>();
    private long heard;
    private long spoilt;
    private int largest;

    /** Takes note of new requests. The simulator remembers the newest 50 000, so this is called now and then. */
    void hear(List<RequestSeen> requests) {
        for (RequestSeen request : requests) {
            if (request.number() > heard) {
                heard = request.number();
                note(request);
            }
        }
    }

    /** Records in answers that a fault befell: billed, and perhaps never received. */
    long spoilt() {
        return spoilt;
    }

    /** Records in the largest page. */
    int largestPage() {
        return largest;
    }

    private void note(RequestSeen request) {
        spoilt += request.fault().isPresent() ? request.records() : 0;
        largest = Math.max(largest, request.records());
        String from = request.parameters().get("date_start");
        String to = request.parameters().get("date_end");
        if (request.status() != 200 || request.parameters().containsKey("cursor") || from == null || to == null) {
            return;
        }
        StreamKey stream = new StreamKey(
                request.account(), request.product(), request.parameters().getOrDefault("direction", ""));
        Map<Long, Instant> seconds = readings.computeIfAbsent(stream, s -> new HashMap<>());
        for (long second = second(from); second < second(to); second++) {
            seconds.put(second, request.at());
        }
    }

    /** When the CDR's second was read; empty if it never was. */
    Optional<Instant> of(TrueCdr cdr) {
        StreamKey stream = cdr.stream();
        long second = cdr.time().getEpochSecond();
        return at(stream, second).or(() -> at(new StreamKey(stream.account(), stream.product(), ""), second));
    }

    private Optional<Instant> at(StreamKey stream, long second) {
        return Optional.ofNullable(readings.getOrDefault(stream, Map.of()).get(second));
    }

    private static long second(String date) {
        return ApiDates.parse(date).orElseThrow().getEpochSecond();
    }
}
