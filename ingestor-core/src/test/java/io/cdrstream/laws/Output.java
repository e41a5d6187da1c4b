package io.cdrstream.laws;

import io.cdrstream.model.StreamId;
import java.time.Instant;
import java.util.List;

/** What is left in the topics for anybody who reads all of them: nothing of what a lost session has begun. */
interface Output {

    /** All events, in the order of their commits. */
    List<Published> published();

    /** All completeness entries, in the order of their commits. */
    List<Entry> entries();

    /** The watermark of a stream after each of its commits. */
    List<Instant> watermarks(StreamId stream);

    /** What it was sealed to after each of its commits; as many as there are watermarks. */
    List<Instant> seals(StreamId stream);

    /**
     * What is said of an hour of a stream, once by each pass that found something there, and once when it is sealed:
     * that adds what follow-ups have found. A redo says more of both. All of them together tell the truth.
     *
     * @param pass its name; {@link #SEALED} for the last entry of an hour
     * @param hour where it begins
     */
    record Entry(StreamId stream, String pass, Instant hour, Found found, Truth truth) {

        static final String SEALED = "sealed";
    }

    /** Records of a pass by what became of them. */
    record Found(long fresh, long late, long updated, long unchanged, long billed) {}
}
