package io.cdrstream.laws;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Product;
import io.cdrstream.model.Product.DirectionRule;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A world in which streams have no end and are read as time goes by: what happens is there to be read soon after. */
final class PassWorld {

    static final Instant START = World.START;

    final World world;
    final Output output;
    final AskedLaws asked;
    final Map<StreamId, PassPlan> plans = new LinkedHashMap<>();
    private final Random random;

    private PassWorld(Random random, Map<CdrStream, History> streams, double faults, double losses) {
        this.random = random;
        this.world = new World(random, START, streams, faults, losses);
        this.output = new LogOutput(world.log);
        this.asked = new AskedLaws(output, world::now);
        streams.keySet().forEach(stream -> plans.put(stream.id(), stream.plan()));
        world.interval = Duration.ofMinutes(1);
        world.step = Duration.ofSeconds(30);
        world.api.pages.size = 100;
        world.api.pages.cursorLife = Duration.ofMinutes(20);
        world.api.witness = asked::asked;
    }

    /** What a stream is of, how it is read, and what happens. */
    record Read(String product, PassPlan plan, Traffic traffic) {}

    /** Streams that are read by one plan, with traffic from the start on and for so long. */
    static PassWorld of(
            long seed, PassPlan plan, List<Traffic> traffic, Duration length, double faults, double losses) {
        List<Read> reads =
                traffic.stream().map(each -> new Read("SMS", plan, each)).toList();
        return of(seed, reads, length, faults, losses);
    }

    static PassWorld of(long seed, List<Read> reads, Duration length, double faults, double losses) {
        Random random = new Random(seed);
        Map<CdrStream, History> streams = new LinkedHashMap<>();
        for (Read read : reads) {
            streams.put(
                    stream(streams.size(), read.product, read.plan),
                    History.late(random, START, START.plus(length), read.traffic));
        }
        return new PassWorld(random, streams, faults, losses);
    }

    private static CdrStream stream(int number, String name, PassPlan plan) {
        Product product = ProductCatalogue.find(name);
        return new CdrStream(
                StreamId.of(
                        "account" + number,
                        name,
                        product.direction() == DirectionRule.REQUIRED ? Direction.OUTBOUND : null),
                "key",
                product,
                Map.of(),
                "id",
                "cdr.sms",
                EventFormat.JSON,
                plan,
                START,
                null);
    }

    void live(Duration duration) {
        world.start();
        world.pass(duration);
        world.kill();
    }

    /** Between starts nobody reads for a while, mostly a few seconds, now and then a few minutes. */
    void liveUnderKills(Duration duration, int kills) {
        long left = duration.toSeconds();
        for (int kill = 0; kill < kills; kill++) {
            long part = Math.max(1, (long) (2 * random.nextDouble() * left / (kills - kill + 1)));
            live(Duration.ofSeconds(part).plusMillis(random.nextInt(1000)));
            left -= part;
            world.pass(Duration.ofSeconds(random.nextInt(random.nextInt(5) == 0 ? 600 : 10)));
        }
        live(Duration.ofSeconds(Math.max(0, left)));
    }

    /** Of every stream that has anything to read again, and does not yet. */
    void redo(Instant from) {
        plans.keySet().stream()
                .filter(stream -> !world.log.isRedoing(stream))
                .filter(stream -> world.log.last(stream).isAfter(from))
                .forEach(stream -> world.log.redo(stream, from));
    }

    /** Of every stream that has one under way. Returns of how many. */
    int cancelRedo() {
        List<CdrStream> redone = world.streams.stream()
                .filter(stream -> world.log.isRedoing(stream.id()))
                .toList();
        redone.forEach(world.log::cancel);
        return redone.size();
    }

    /** Slices and tallies of redos in the checkpoints. */
    int ofRedos() {
        List<Integer> passes = new ArrayList<>();
        for (CdrStream stream : world.streams) {
            Progress progress = world.log.progress(stream, now());
            progress.slices().forEach(slice -> passes.add(slice.pass()));
            progress.tallies().forEach(tally -> passes.add(tally.pass()));
        }
        return Collections.frequency(passes, PageRequest.REDO);
    }

    boolean isRedoing() {
        return plans.keySet().stream().anyMatch(world.log::isRedoing);
    }

    /** From the next start on streams end then. */
    void end(Instant end) {
        world.streams = world.streams.stream().map(stream -> stream.until(end)).toList();
    }

    /** Nobody reads. */
    void pause(Duration duration) {
        world.pass(duration);
    }

    Instant now() {
        return world.now();
    }
}
