package io.cdrstream.event.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.avro.Rubbish.Value;
import io.cdrstream.model.Revision;
import io.cdrstream.schemas.EventSchemas;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records of rubbish, read back by Avro's own reader: every value of the record is said by its typed field or kept as
 * text, and nothing is said that the record does not say. The judge shares no code with the encoder.
 */
class NothingIsLostTest {

    private static final int RECORDS = 300;
    private static final List<String> OURS = List.of(
            "product", "charge", "charge_delta", "charge_currency", "change", "ingested_at", "more", "_record", "x");

    static Stream<String> products() {
        return Stream.concat(EventSchemas.PRODUCTS.stream(), Stream.of("HOLOGRAM"));
    }

    @ParameterizedTest
    @MethodSource("products")
    void aRecordOfRubbishIsReadBackWhole(String product) {
        OneRecord one = new OneRecord(product);
        Map<String, List<Schema.Field>> fields = fieldsBySource(EventSchemas.of(product));
        for (int seed = 0; seed < RECORDS; seed++) {
            Rubbish rubbish = new Rubbish(new Random(seed));
            Map<String, Value> last = new LinkedHashMap<>();
            String json = record(rubbish, List.copyOf(fields.keySet()), last);
            @Nullable Value id = last.get("id");
            boolean isFallback =
                    id == null || id.isEmpty() || !id.isScalar() && !id.json().startsWith("\"");
            String identity = isFallback ? "made-up" : id.isScalar() ? id.text() : "broken";
            Map<String, Object> read = one.read(one.encode(json, identity, isFallback, Revision.NEW));
            judge(product + ", seed " + seed + ": " + json, fields, last, identity, read);
        }
    }

    @Test
    void aTextOfTwoMegabytesArrives() {
        String text = "😀 long\u0001".repeat(200_000);
        Value value = new Rubbish(new Random(1)).text(text);
        OneRecord sms = new OneRecord("SMS");
        assertThat(sms.values("{\"message_body\":" + value.json() + "}")).containsEntry("message_body", text);
        assertThat(sms.values("{\"later\":" + value.json() + "}")).containsEntry("more", Map.of("later", text));
        assertThat(sms.values("{\"from\":\"1\"}"))
                .containsEntry("from", "1")
                .doesNotContainKeys("message_body", "more");
    }

    @Test
    void aRecordOfManyUnknownFieldsArrives() {
        Map<String, String> expected = new HashMap<>();
        List<String> json = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            expected.put("later_" + i, Integer.toString(i));
            json.add("\"later_" + i + "\":" + i);
        }
        OneRecord sms = new OneRecord("SMS");
        assertThat(sms.values("{" + String.join(",", json) + "}")).containsEntry("more", expected);
        assertThat(sms.values("{\"one\":1}")).containsEntry("more", Map.of("one", "1"));
    }

    private static Map<String, List<Schema.Field>> fieldsBySource(Schema schema) {
        Map<String, List<Schema.Field>> fields = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            String source = field.getProp("field") != null ? field.getProp("field") : field.name();
            if (!source.equals("more") && !"cdrstream".equals(field.getProp("source"))) {
                fields.computeIfAbsent(source, name -> new ArrayList<>()).add(field);
            }
        }
        return fields;
    }

    private static String record(Rubbish rubbish, List<String> known, Map<String, Value> last) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = i < 8 ? rubbish.one(known) : i < 10 ? rubbish.one(OURS) : rubbish.name();
            Value value = rubbish.value();
            last.put(name, value);
            members.add(rubbish.text(name).json() + rubbish.one(List.of(":", " : ")) + value.json());
        }
        return "{" + String.join(rubbish.one(List.of(",", " ,\n")), members) + "}";
    }

    private static void judge(
            String what,
            Map<String, List<Schema.Field>> fields,
            Map<String, Value> last,
            String identity,
            Map<String, Object> read) {
        Map<?, ?> more = (Map<?, ?>) read.getOrDefault("more", Map.of());
        assertThat(more.keySet()).as(what).allMatch(last::containsKey);
        assertThat(read).as(what).containsEntry("id", identity);
        last.forEach((name, value) -> {
            if (!fields.containsKey(name)) {
                assertThat(more.get(name)).as(what + " → " + name).isEqualTo(value.isNull() ? null : value.text());
            }
        });
        fields.forEach((source, columns) -> {
            @Nullable Value value = last.get(source);
            for (Schema.Field column : columns) {
                boolean isIdentity = column.name().equals("id");
                Object typed = isIdentity && !isSaid(identity, value) ? null : read.get(column.name());
                String place = what + " → " + column.name();
                if (value == null || value.isEmpty()) {
                    assertThat(typed).as(place).isEqualTo(column.name().equals("account_id") ? "abcd1234" : null);
                    assertThat(more.get(source)).as(place).isNull();
                } else if (typed == null) {
                    assertThat(more.get(source)).as(place).isEqualTo(value.text());
                } else if (!Objects.equals(more.get(source), value.text())) {
                    assertThat(says(column.schema().getTypes().get(1), typed, value))
                            .as(place)
                            .isTrue();
                }
            }
        });
    }

    private static boolean isSaid(String identity, @Nullable Value value) {
        return value != null && identity.equals(value.text());
    }

    /** Whether the typed value says what the text says. */
    private static boolean says(Schema type, Object typed, Value value) {
        String text = value.text();
        if (typed instanceof Boolean truth) {
            return truth == (text.toLowerCase(Locale.ROOT).equals("true") || text.equals("1"));
        }
        if (type.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return typed.equals(instant(text).toEpochMilli());
        }
        if (typed instanceof Number number) {
            return new BigDecimal(number.toString()).compareTo(new BigDecimal(text.strip())) == 0;
        }
        return typed.equals(text);
    }

    /** The two times that rubbish contains. */
    private static Instant instant(String text) {
        return switch (text) {
            case "2024-3-22 11:24:05+00:00", "2024-03-22T11:24:05Z" -> Instant.parse("2024-03-22T11:24:05Z");
            default -> throw new AssertionError("no time: " + text);
        };
    }
}
