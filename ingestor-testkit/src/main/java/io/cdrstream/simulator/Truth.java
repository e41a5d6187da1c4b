package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Filters;
import io.cdrstream.simulator.cdr.JsonBytes;
import io.cdrstream.simulator.cdr.Options;
import io.cdrstream.simulator.cdr.Reading;
import io.cdrstream.simulator.cdr.SliceOf;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.TrueCdr;
import io.cdrstream.simulator.cdr.World;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What really is: every CDR, every revision, and since when each shows. Computed anew from the seed for every question,
 * so a question over millions of CDRs is better asked with {@link #forEach}.
 */
public final class Truth {

    private static final Instant FOR_EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final World world;
    private final InstantSource clock;
    private final List<Injected> injected;

    Truth(World world, InstantSource clock, List<Injected> injected) {
        this.world = world;
        this.clock = clock;
        this.injected = injected;
    }

    /**
     * What a stream shows of {@code [from, to)} at a moment, oldest first.
     *
     * @param direction empty for both, or where there is none
     */
    public List<TrueCdr> visibleIn(
            String account, String product, String direction, Instant from, Instant to, Instant asOf) {
        List<TrueCdr> found = new ArrayList<>();
        each(slice(account, product, direction, from, to), asOf, found::add);
        return found;
    }

    /** All of {@code [from, to)}, whether it shows already or not. */
    public List<TrueCdr> recordsIn(String account, String product, String direction, Instant from, Instant to) {
        return visibleIn(account, product, direction, from, to, FOR_EVER);
    }

    /** Everything of all streams that shows at that moment, stream by stream, oldest first. */
    public void forEach(Instant asOf, Consumer<TrueCdr> consumer) {
        for (StreamKey stream : world.streams()) {
            each(whole(stream), asOf, consumer);
        }
    }

    /** How many CDRs of a stream show at that moment. */
    public long count(StreamKey stream, Instant asOf) {
        Reading reading = world.read(whole(stream), asOf, false, Filters.NONE, null);
        long count = 0;
        while (reading.next()) {
            count++;
        }
        return count;
    }

    /** All CDRs of a stream, whether they show already or not, to be gone through once. */
    Reading everythingOf(StreamKey stream) {
        return world.read(whole(stream), FOR_EVER, false, Filters.NONE, null);
    }

    /** All streams that could have CDRs. */
    public List<StreamKey> streams() {
        return world.streams();
    }

    /** The CDR as the API would write it at that moment; empty when it does not show yet. */
    public String json(TrueCdr cdr, Instant asOf, boolean includeMessage) {
        JsonBytes out = new JsonBytes();
        StreamKey key = cdr.stream();
        SliceOf stream = new SliceOf(key.account(), key.product(), key.direction(), 0, 0);
        world.write(stream, cdr.id(), asOf, new Options(includeMessage, false), out);
        return out.toString();
    }

    /**
     * The elements that faults have put into pages so far. They are no CDRs and stand in no other answer of this class.
     */
    public List<Injected> injected() {
        return List.copyOf(injected);
    }

    private void each(SliceOf slice, Instant asOf, Consumer<TrueCdr> consumer) {
        Reading reading = world.read(slice, asOf, false, Filters.NONE, null);
        while (reading.next()) {
            consumer.accept(reading.truth());
        }
    }

    private SliceOf whole(StreamKey key) {
        return new SliceOf(key.account(), key.product(), key.direction(), world.begin(), world.end(clock.instant()));
    }

    private static SliceOf slice(String account, String product, String direction, Instant from, Instant to) {
        return new SliceOf(account, product, direction, ApiDates.ceiling(from), ApiDates.ceiling(to));
    }
}
