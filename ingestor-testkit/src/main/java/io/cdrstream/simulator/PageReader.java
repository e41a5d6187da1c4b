package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Filters;
import io.cdrstream.simulator.cdr.JsonBytes;
import io.cdrstream.simulator.cdr.Position;
import io.cdrstream.simulator.cdr.Reading;
import io.cdrstream.simulator.cdr.World;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads pages of the world: a slice from its beginning or a bookmark, or the records of given ids. */
final class PageReader {

    private final World world;
    private final ApiRules rules;

    PageReader(World world, ApiRules rules) {
        this.world = world;
        this.rules = rules;
    }

    Page byIds(ReportQuery query, Instant now, JsonBytes scratch) {
        Page page = new Page(scratch);
        JsonBytes record = new JsonBytes();
        for (String id : query.ids()) {
            record.clear();
            if (world.write(query.of(), id, now, query.options(), record)) {
                page.add(record.toString());
            } else {
                page.missing.add(id);
            }
        }
        return page;
    }

    /** @param repeat whether a record is to come twice: the last of the page before, or on a first page its first */
    Page byDate(ReportQuery query, @Nullable Bookmark from, Instant now, boolean repeat, JsonBytes scratch) {
        Instant asOf = from != null && rules.snapshot() ? Instant.ofEpochMilli(from.asOf()) : now;
        Reading reading = read(query, asOf, from == null ? null : from.next());
        Page page = new Page(scratch);
        if (repeat) {
            Reading again = read(query, asOf, from == null ? null : from.last());
            if (again.next()) {
                add(again, query, page);
            }
        }
        Position last = reading.place();
        while (page.items() < rules.pageSize()) {
            if (!reading.next()) {
                return page;
            }
            add(reading, query, page);
            last = reading.place();
        }
        if (reading.next()) {
            page.next(new Bookmark(now.toEpochMilli(), asOf.toEpochMilli(), reading.place(), last));
        }
        return page;
    }

    private Reading read(ReportQuery query, Instant asOf, @Nullable Position from) {
        return world.read(query.of(), asOf, rules.newestFirst(), new Filters(query.filters()), from);
    }

    private static void add(Reading reading, ReportQuery query, Page page) {
        page.begin();
        reading.write(query.options(), page.records);
    }
}
