package io.cdrstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a text that came from outside fit for a log (I6): at most 200 characters, without our secrets in any spelling
 * that the API or a proxy could echo, without anything like a phone number or an e-mail address, on one line.
 */
public final class Masked {

    private static final int LONGEST = 200;
    private static final String MASK = "***";
    private static final String DATE = "20\\d\\d-(?:0[1-9]|1[0-2])-[0-3]\\d(?![-\\p{Nd}])";
    private static final String BETWEEN = "(?:[\\p{Pd}\\p{Zs}.()/_]|%(?:25)*2[0-9A-Fa-f]){0,2}";
    private static final Pattern NUMBER =
            Pattern.compile("(?<!\\p{Nd}|\\p{Nd}-)(?!" + DATE + ")\\p{Nd}(?:" + BETWEEN + "\\p{Nd}){4,}");
    private static final Pattern MAIL = Pattern.compile("[^\\s\"'<>,;:()\\[\\]@]+@[^\\s\"'<>,;:()\\[\\]@]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private static final Map<Integer, String> ENTITIES =
            Map.of((int) '&', "amp", (int) '<', "lt", (int) '>', "gt", (int) '"', "quot", (int) '\'', "apos");

    private final List<Pattern> secrets;

    /**
     * Hides these beside what looks personal.
     *
     * @param secrets longest spelling first wins; nulls and empty ones are ignored
     */
    public Masked(@Nullable String... secrets) {
        this.secrets = Arrays.stream(secrets)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isBlank())
                .map(secret -> secret.replaceAll("=+$", "")) // Base64 is written without its padding as well
                .filter(secret -> !secret.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Masked::inAnySpelling)
                .toList();
    }

    private static Pattern inAnySpelling(String secret) {
        return Pattern.compile(
                secret.codePoints().mapToObj(Masked::inAnySpelling).collect(Collectors.joining()));
    }

    /** As it is, or as it stands in a URL, in JSON or in HTML. */
    private static String inAnySpelling(int c) {
        String letter = Character.toString(c);
        String hex = Integer.toHexString(c);
        String bytes = HexFormat.of().formatHex(letter.getBytes(UTF_8));
        String url = bytes.replaceAll("..", "%(?:25)*$0") + (c == ' ' ? "|\\+" : "");
        String json = "\\\\+u0*" + hex;
        String html = "&(?:amp;)*(?:#0*" + c + "|#x0*" + hex + "|" + ENTITIES.getOrDefault(c, "#") + ");";
        return "(?i:\\\\*" + Pattern.quote(letter) + "|" + url + "|" + json + "|" + html + ")";
    }

    public String text(String raw) {
        String text = raw;
        for (Pattern secret : secrets) {
            text = secret.matcher(text).replaceAll(MASK);
        }
        text = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        text = MAIL.matcher(text).replaceAll(MASK);
        text = NUMBER.matcher(text).replaceAll(MASK);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
