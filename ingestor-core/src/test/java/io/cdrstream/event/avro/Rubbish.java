package io.cdrstream.event.avro;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Values as no API should send them, from a seed. */
final class Rubbish {

    /**
     * @param json as it stands in the record
     * @param text what it says: of a text its content, of anything else its JSON, of a text that is not Unicode as well
     * @param isScalar whether it is a text, a number or a boolean
     */
    record Value(String json, String text, boolean isScalar) {

        boolean isNull() {
            return json.equals("null");
        }

        boolean isEmpty() {
            return isNull() || text.isEmpty();
        }
    }

    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "1",
            "-1",
            "TRUE",
            "false",
            "0.036",
            "-0.06800000",
            "0,036",
            "1e5",
            "1e999999999",
            "99999999999999999999.5",
            "0.000000001",
            "999999999999.99999999",
            "2024-3-22 11:24:05+00:00",
            "2024-03-22T11:24:05Z",
            "2024-03-22T11:24:05.123456+01:00",
            "0000-00-00 00:00:00",
            "delivered",
            "null",
            "NaN");

    private static final List<String> PIECES = List.of(
            "a",
            "é",
            "漢",
            "😀",
            "👩‍👩‍👧",
            "\"",
            "\\",
            "\n",
            "\u0000",
            "\u001f",
            "/",
            "{",
            "\u2028",
            "\ufeff",
            "\ud83d",
            "\ude00");

    private final Random random;

    Rubbish(Random random) {
        this.random = random;
    }

    Value value() {
        return switch (random.nextInt(8)) {
            case 0 -> new Value("null", "", false);
            case 1 -> bare(random.nextBoolean() ? "true" : "false", true);
            case 2, 3 -> bare(number(), true);
            case 4 -> bare(nested(3), false);
            case 5, 6 -> text(one(ODD));
            default -> text(pieces(random.nextInt(12)));
        };
    }

    /** A field's name, one that can be said in Unicode. */
    String name() {
        String name = pieces(1 + random.nextInt(4));
        return isUnicode(name) ? name : "x" + random.nextInt(5);
    }

    Value text(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(written((char) c)));
        String quoted = escaped(text, json.append('"').toString());
        return isUnicode(text) ? new Value(quoted, text, true) : new Value(quoted, quoted, false);
    }

    /** As bytes cannot say half a pair, such a text is written in escapes altogether. */
    private static String escaped(String text, String json) {
        if (isUnicode(text)) {
            return json;
        }
        StringBuilder escapes = new StringBuilder("\"");
        text.chars().forEach(c -> escapes.append(String.format("\\u%04x", c)));
        return escapes.append('"').toString();
    }

    private String written(char c) {
        boolean must = c < ' ' || c == '"' || c == '\\';
        boolean may = !Character.isSurrogate(c) && random.nextInt(9) == 0;
        return must || may ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private String pieces(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(one(PIECES));
        }
        return text.toString();
    }

    private String number() {
        List<Supplier<String>> shapes = List.of(
                () -> Integer.toString(random.nextInt(3)),
                () -> Integer.toString(random.nextInt()),
                () -> Long.toString(random.nextLong()),
                () -> Double.toString(random.nextGaussian()),
                () -> random.nextInt(100) + "." + random.nextInt(1_000_000),
                () -> random.nextInt(10) + "E" + random.nextInt(2_000_000_000),
                () -> random.nextInt(10) + "e-" + random.nextInt(2_000_000_000),
                () -> "9".repeat(1 + random.nextInt(5000)));
        return one(shapes).get();
    }

    private String nested(int depth) {
        String space = " ".repeat(random.nextInt(2));
        return switch (depth == 0 ? 3 : random.nextInt(4)) {
            case 0 -> "[" + space + nested(depth - 1) + "," + nested(depth - 1) + "]";
            case 1 -> "{" + text(name()).json + space + ":" + nested(depth - 1) + "}";
            case 2 -> "[" + space + "]";
            default -> "{\"id\":\"inner\",\"total_price\":" + text(one(PIECES)).json + "}";
        };
    }

    private static Value bare(String json, boolean isScalar) {
        return new Value(json, json, isScalar);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
