package io.cdrstream.event;

/**
 * The timestamps that a topic takes at present, in milliseconds since the epoch.
 *
 * @param earliest inclusive
 * @param latest inclusive
 */
public record TimestampRange(long earliest, long latest) {

    boolean holds(long timestamp) {
        return earliest <= timestamp && timestamp <= latest;
    }

    /** The timestamp itself if the topic takes it, else the end of the range that is nearer. */
    public long nearest(long timestamp) {
        return Math.max(earliest, Math.min(latest, timestamp));
    }
}
