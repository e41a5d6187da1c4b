package io.cdrstream.source.vonage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.Event;
import io.cdrstream.event.EventEncoder;
import io.cdrstream.event.TimestampRange;
import io.cdrstream.event.avro.AvroEncoder;
import io.cdrstream.event.avro.DriftListener;
import io.cdrstream.event.avro.Framing;
import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Page;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.schemas.EventSchemas;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a record costs, as the reader, the header of its event and the typed field understand it. */
class ChargesAgreeTest {

    private static final long SEED = 20261122;
    private static final int RECORDS = 20_000;
    private static final TimestampRange ANY = new TimestampRange(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Schema SCHEMA = EventSchemas.of("SMS");
    private static final List<String> ODD = List.of(
            "null",
            "\"\"",
            "\" \"",
            "{}",
            "[1]",
            "{\"total_price\":1}",
            "true",
            "\"free\"",
            "\"0,036\"",
            "\"\\u0031.5\"",
            "\"1\\u00a0\"",
            "\" \\t2 \\n\"",
            "\"١٢.٣\"",
            "\"" + "٠".repeat(40) + "\"",
            "\"" + "0".repeat(63) + "7\"",
            "\"" + "0".repeat(64) + "7\"",
            "\"" + " ".repeat(70) + "7\"",
            "1e999999999",
            "1E-9",
            "1e-8",
            "-0",
            "-0.0",
            "\"+3\"",
            "\".5\"",
            "\"5.\"",
            "\"NaN\"",
            "999999999999.99999999",
            "-999999999999.99999999",
            "1000000000000",
            "0.000000001",
            "0.0100000000000",
            "\"\\ud83d\"",
            "\"1\\ud83d\"");

    private final Random random = new Random(SEED);
    private final CdrStream stream = Pages.stream("SMS", Direction.OUTBOUND, "id");
    private final EventEncoder json = new EventEncoder(stream, PrivacyPolicy.NONE, null);
    private final EventEncoder typed = new EventEncoder(
            stream,
            PrivacyPolicy.NONE,
            new AvroEncoder(stream.id(), SCHEMA, Framing.singleObject(SCHEMA), DriftListener.NONE));
    private final BinaryMessageDecoder<GenericRecord> decoder = decoder();

    @Test
    void theHeaderIsTheTypedFieldWhateverTheRecordSays() throws IOException {
        for (String charge : ODD) {
            agree("{\"total_price\":" + charge + "}", null);
            agree("{\"total_price\":" + charge + "}", new BigDecimal("0.036"));
        }
        for (int i = 0; i < RECORDS; i++) {
            agree(record(), random.nextInt(3) == 0 ? null : before());
        }
    }

    @Test
    void theDeltasOfAnyHistoryAddUpToTheLastChargeThatCanBeRead() throws IOException {
        for (int i = 0; i < RECORDS / 10; i++) {
            @Nullable BigDecimal sum = null;
            @Nullable BigDecimal last = null;
            for (int revision = 0; revision < 6; revision++) {
                boolean isReadable = random.nextInt(4) > 0;
                BigDecimal charge = BigDecimal.valueOf(random.nextInt(100_000), 5);
                @Nullable BigDecimal delta = agree("{\"total_price\":\"" + (isReadable ? charge : "free") + "\"}", sum);
                last = isReadable ? charge : last;
                sum = delta == null ? sum : delta.add(sum == null ? BigDecimal.ZERO : sum);
            }
            assertThat(sum).usingComparator(BigDecimal::compareTo).isEqualTo(last);
        }
    }

    /** @return the delta that both say */
    private @Nullable BigDecimal agree(String record, @Nullable BigDecimal before) throws IOException {
        Page page = KeptRecord.page(Pages.request(stream, null), record.getBytes(UTF_8), Pages.FROM);
        Revision revision = new Revision(Change.UPDATED, Set.of(Aspect.CHARGE), before, "revisit-1");
        Event plain = json.encode(page, page.records().get(0), revision, 7, ANY);
        Event avro = typed.encode(page, page.records().get(0), revision, 7, ANY);
        @Nullable String header = delta(plain);
        assertThat(delta(avro)).isEqualTo(header);
        @Nullable BigDecimal said = header == null ? null : new BigDecimal(header).setScale(8);
        assertThat(decoder.decode(avro.value()).get("charge_delta"))
                .as("%s after %s, seed %d", record, before, SEED)
                .isEqualTo(said);
        return said;
    }

    private String record() {
        String first = "\"total_price\":" + charge();
        return switch (random.nextInt(8)) {
            case 0 -> "{" + first + ",\"total_price\":" + charge() + "}";
            case 1 -> "{\"price\":" + charge() + "}";
            default -> "{" + first + "}";
        };
    }

    private String charge() {
        if (random.nextInt(4) == 0) {
            return ODD.get(random.nextInt(ODD.size()));
        }
        String number = before().toString();
        return random.nextBoolean() ? number : "\"" + number + "\"";
    }

    private BigDecimal before() {
        return BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(12));
    }

    private static @Nullable String delta(Event event) {
        return event.headers().stream()
                .filter(header -> header.name().equals("ce_chargedelta"))
                .map(header -> new String(header.value(), UTF_8))
                .findFirst()
                .orElse(null);
    }

    private static BinaryMessageDecoder<GenericRecord> decoder() {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        return new BinaryMessageDecoder<>(data, SCHEMA);
    }
}
