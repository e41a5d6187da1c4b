package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Product;
import io.cdrstream.model.Product.DirectionRule;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.model.Tally.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A stream that was read for a while, put together hour by hour. */
final class ReadStream {

    static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    final CdrStream stream;
    private final Instant[] frontiers;
    private final List<Tally> tallies = new ArrayList<>();
    private final List<FollowUp> followUps = new ArrayList<>();

    ReadStream(String account, String name, PassPlan plan) {
        Product product = ProductCatalogue.find(name);
        StreamId id =
                StreamId.of(account, name, product.direction() == DirectionRule.REQUIRED ? Direction.OUTBOUND : null);
        this.stream = new CdrStream(id, "key", product, Map.of(), "id", "cdr.sms", EventFormat.JSON, plan, BEGIN, null);
        this.frontiers = new Instant[plan.passes()];
        Arrays.fill(frontiers, BEGIN);
    }

    static Instant hour(int number) {
        return BEGIN.plus(Duration.ofHours(number));
    }

    /** What the first pass finds in each of the hours. */
    ReadStream first(int from, int to, long records) {
        return pass(0, from, to, new Counts(1, records, records, 0, 0, 0, 0, records));
    }

    ReadStream later(int pass, int from, int to, long billed, long late, long updated) {
        return pass(pass, from, to, new Counts(1, billed, 0, late, updated, billed - late - updated, 0, billed));
    }

    ReadStream asked(int from, int to, long billed) {
        return hours(PageRequest.FOLLOW_UP, from, to, new Counts(1, billed, 0, 0, 0, billed, 0, billed));
    }

    ReadStream waits(int level, int from, int to, int ids) {
        List<String> some = IntStream.range(0, ids).mapToObj(i -> "id-" + i).toList();
        followUps.add(new FollowUp(followUps.size(), level, new Slice(hour(from), hour(to)), some));
        return this;
    }

    /** Where a pass stands that has not read its last hour to its end, or has skipped some. */
    ReadStream stands(int pass, Duration sinceBegin) {
        frontiers[pass] = BEGIN.plus(sinceBegin);
        return this;
    }

    private ReadStream pass(int pass, int from, int to, Counts counts) {
        frontiers[pass] = hour(to);
        return hours(pass, from, to, counts);
    }

    private ReadStream hours(int pass, int from, int to, Counts counts) {
        IntStream.range(from, to).forEach(hour -> tallies.add(new Tally(pass, hour(hour), counts, Map.of(), 0)));
        return this;
    }

    Progress progress() {
        Reached reached = new Reached(BEGIN, List.of(frontiers), BEGIN, BEGIN, 1, null);
        return new Progress(stream.id(), reached, List.of(), List.of(), followUps, tallies);
    }

    Findings findings() {
        return new Findings(stream, progress(), List.of());
    }
}
