package io.cdrstream.observe;

import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** What became of the records of one stream. Streams that differ only by filters add to the same meters. */
final class StreamMeters {

    private final Counter published;
    private final Counter duplicate;
    private final Counter dead;
    private final Counter billed;
    private final Counter late;
    private final Counter updated;
    private final Counter lateLast;
    private final Counter updatedLast;
    private final Counter afterSeal;

    StreamMeters(MeterRegistry registry, StreamId id, String credential) {
        Tags tags = tags(id);
        published = Counter.builder("cdrstream.cdrs.published")
                .description("CDRs committed to their topic.")
                .tags(tags)
                .register(registry);
        duplicate = Counter.builder("cdrstream.cdrs.duplicate")
                .description("Records that the API returned again and the seen-set dropped.")
                .tags(tags)
                .register(registry);
        dead = Counter.builder("cdrstream.cdrs.dead")
                .description("Records that could not become an event and went to the dead letter.")
                .tags(tags)
                .register(registry);
        late = Counter.builder("cdrstream.cdrs.late")
                .description("CDRs that no first pass has seen; published all the same.")
                .tags(tags)
                .register(registry);
        updated = Counter.builder("cdrstream.cdrs.updated")
                .description("CDRs published again, since they have changed.")
                .tags(tags)
                .register(registry);
        lateLast = last(registry, tags, Change.LATE);
        updatedLast = last(registry, tags, Change.UPDATED);
        afterSeal = Counter.builder("cdrstream.cdrs.after.seal")
                .description("CDRs that nobody had seen when their time was sealed; published all the same.")
                .tags(tags)
                .register(registry);
        billed = Counter.builder("cdrstream.billed.records")
                .description("Records that the API returned, and so charges for.")
                .tags("credential", credential, "account", id.account(), "product", id.product())
                .register(registry);
    }

    private static Counter last(MeterRegistry registry, Tags tags, Change change) {
        return Counter.builder("cdrstream.cdrs.last.pass")
                .description("CDRs that the last pass of a plan has found: there may be more that none will.")
                .tags(tags.and("change", change.text()))
                .register(registry);
    }

    static Tags tags(StreamId id) {
        return Tags.of(
                "account",
                id.account(),
                "product",
                id.product(),
                "direction",
                id.directionText().orElse("any"));
    }

    void committed(Committed committed) {
        published.increment(committed.published());
        duplicate.increment(committed.duplicates());
        dead.increment(committed.dead());
        late.increment(Surprise.count(committed.posting(), Change.LATE));
        updated.increment(Surprise.count(committed.posting(), Change.UPDATED));
        Surprise surprise = Surprise.of(committed.posting());
        lateLast.increment(surprise.late());
        updatedLast.increment(surprise.updated());
        afterSeal.increment(AfterSeal.of(committed.posting()).late());
    }

    void billed(int records) {
        billed.increment(records);
    }
}
