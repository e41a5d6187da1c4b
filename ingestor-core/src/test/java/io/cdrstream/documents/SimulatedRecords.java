package io.cdrstream.documents;

import io.cdrstream.simulator.RequestSeen;
import io.cdrstream.simulator.UsageReport;
import io.cdrstream.simulator.cdr.Filters;
import io.cdrstream.simulator.cdr.JsonBytes;
import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.Options;
import io.cdrstream.simulator.cdr.Reading;
import io.cdrstream.simulator.cdr.SliceOf;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.simulator.cdr.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Records as the simulated API shows them: always the same, and of numbers set aside for fiction. */
final class SimulatedRecords {

    static final Instant AT = Instant.parse("2026-10-01T10:00:00Z");

    private static final long SEED = 3;
    private static final String ACCOUNT = "abcd1234";
    private static final Duration LONGEST_CALL = Duration.ofMinutes(20);

    private SimulatedRecords() {}

    /** The streams of one account and product. */
    static List<StreamKey> streams(String product) {
        return product.equals(UsageReport.PRODUCT)
                ? List.of(StreamKey.of(ACCOUNT, product))
                : world(Traffic.none(), Lifecycle.immediate()).streams().stream()
                        .filter(stream -> stream.product().equals(product))
                        .toList();
    }

    /** One record, in its last state. */
    static String one(StreamKey stream) {
        Lifecycle done = Lifecycle.immediate().calls(LONGEST_CALL);
        return read(stream, 1, done, AT.plus(Duration.ofDays(1)), Options.NONE).get(0);
    }

    /** Many, some of which are still going to change, with the text of messages. */
    static List<String> many(StreamKey stream, int count) {
        Duration within = Duration.ofHours(8);
        Lifecycle changing = Lifecycle.immediate().calls(LONGEST_CALL).changing(0.9, within);
        return read(stream, count, changing, AT.plus(within.dividedBy(2)), new Options(true, true));
    }

    private static List<String> read(StreamKey stream, int count, Lifecycle lifecycle, Instant asOf, Options options) {
        if (stream.product().equals(UsageReport.PRODUCT)) {
            return IntStream.rangeClosed(1, count)
                    .mapToObj(SimulatedRecords::usage)
                    .toList();
        }
        long second = AT.getEpochSecond();
        SliceOf all = new SliceOf(stream.account(), stream.product(), stream.direction(), second, second + 1);
        Reading reading =
                world(Traffic.none().exactly(stream, AT, count), lifecycle).read(all, asOf, false, Filters.NONE, null);
        List<String> records = new ArrayList<>();
        while (reading.next()) {
            JsonBytes record = new JsonBytes();
            reading.write(options, record);
            records.add(record.toString());
        }
        return records;
    }

    /** What the API tells of a report call: the answers to calls are records too. */
    private static String usage(int number) {
        Map<String, String> asked = new TreeMap<>(Map.of("account_id", ACCOUNT, "product", "VERIFY-API"));
        asked.put("date_start", AT.minus(LONGEST_CALL).toString());
        asked.put("date_end", AT.toString());
        return UsageReport.record(new RequestSeen(number, AT, ACCOUNT, asked, 200, number * 7, "", Optional.empty()));
    }

    private static World world(Traffic traffic, Lifecycle lifecycle) {
        return new World(SEED, List.of(ACCOUNT), traffic, lifecycle);
    }
}
