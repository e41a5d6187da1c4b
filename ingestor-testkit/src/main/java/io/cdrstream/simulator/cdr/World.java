package io.cdrstream.simulator.cdr;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every CDR there is. Two worlds of the same seed, accounts, traffic and lifecycle tell the same of the same moments.
 * Thread-safe: nothing in it changes but the second after which no new CDRs begin.
 */
public final class World {

    private static final int PER_ACCOUNT = 64;
    private static final List<Schema> SCHEMAS = Stream.of(
                    MessagingSchemas.all(), VoiceSchemas.all(), OtherSchemas.all())
            .flatMap(List::stream)
            .toList();

    private final Map<Integer, CdrStream> byIndex = new TreeMap<>();
    private final Ids ids;
    private final Traffic traffic;
    private final Lifecycle lifecycle;
    private final AtomicLong stop = new AtomicLong(Long.MAX_VALUE);

    public World(long seed, Collection<String> accounts, Traffic traffic, Lifecycle lifecycle) {
        this.ids = new Ids(seed);
        this.traffic = traffic;
        this.lifecycle = lifecycle;
        int account = 0;
        for (String name : accounts) {
            for (int i = 0; i < SCHEMAS.size(); i++) {
                add(seed, name, account * PER_ACCOUNT + i, SCHEMAS.get(i));
            }
            account++;
        }
    }

    /**
     * Reads the streams of an account and product.
     *
     * @param asOf the moment whose view is wanted
     * @param from where to go on; null for the beginning
     */
    public Reading read(SliceOf of, Instant asOf, boolean newestFirst, Filters filters, @Nullable Position from) {
        List<CdrStream> streams = new ArrayList<>(
                byIndex.values().stream().filter(stream -> stream.belongsTo(of)).toList());
        if (newestFirst) {
            Collections.reverse(streams);
        }
        Slice slice = new Slice(streams, of.from(), of.to(), asOf.toEpochMilli(), newestFirst, filters);
        return new Reading(slice, lifecycle, from);
    }

    /** Looks a record up by its id and writes it; false when that stream shows none of that id. */
    public boolean write(SliceOf of, String id, Instant asOf, Options options, JsonBytes out) {
        Optional<View> found =
                ids.place(id).flatMap(place -> at(place, of)).flatMap(cdr -> lifecycle.at(cdr, asOf.toEpochMilli()));
        found.ifPresent(view -> view.cdr().stream().schema().write(view, options, out));
        return found.isPresent();
    }

    /** From this second on no CDR begins any more. Those that began before still show, change and end in their time. */
    public void stopAt(Instant second) {
        stop.set(second.getEpochSecond());
    }

    /** The names of all streams that can have records. */
    public List<StreamKey> streams() {
        return byIndex.values().stream().map(CdrStream::key).toList();
    }

    /** The first second with records, or later. */
    public long begin() {
        return traffic.begin();
    }

    /** A second after which nothing has begun by then. */
    public long end(Instant asOf) {
        return Math.max(Math.min(stop.get(), asOf.getEpochSecond() + 1), traffic.exactEnd());
    }

    private Optional<Cdr> at(Ids.Place place, SliceOf of) {
        return Optional.ofNullable(byIndex.get(place.stream()))
                .filter(stream -> stream.belongsTo(of)
                        && place.ordinal() < stream.arrivals().at(place.second()))
                .map(stream -> Cdr.of(stream, place.second(), place.ordinal()));
    }

    private void add(long seed, String account, int index, Schema schema) {
        StreamKey key = new StreamKey(account, schema.product(), schema.direction());
        Arrivals arrivals =
                traffic.exactly(key).<Arrivals>map(Arrivals.Exact::new).orElseGet(() -> live(seed, key));
        Text name = Text.of(JsonStringEncoder.getInstance().quoteAsUTF8(account));
        Text filler = Text.of(traffic.filler() == 0 ? "" : ",\"filler\":\"" + "x".repeat(traffic.filler()) + '"');
        byIndex.put(index, new CdrStream(key, index, schema, ids, salt(seed, key), name, filler, arrivals));
    }

    private Arrivals live(long seed, StreamKey key) {
        return new Arrivals.Live(
                traffic.rateOf(key), salt(seed + 1, key), traffic.since().getEpochSecond(), stop::get);
    }

    private static long salt(long seed, StreamKey key) {
        return Mix.mix(seed, key.account() + '|' + key.product() + '|' + key.direction());
    }
}
