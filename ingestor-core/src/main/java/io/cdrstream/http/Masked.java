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

    /** Of a longer text the beginning is looked at: some patterns take the square of it. */
    private static final int MOST = 2000;

    /** Characters that one of a secret takes in its longest spelling. */
    private static final int LONGEST_SPELLING = 24;

    private static final String MASK = "***";
    private static final String DATE = "20\\d\\d-(?:0[1-9]|1[0-2])-[0-3]\\d(?![-\\p{Nd}])";
    private static final String BETWEEN = "(?:[\\p{Pd}\\p{Zs}.()/_]|%(?:25){0,3}2[0-9A-Fa-f]){0,2}";
    /** Longer ones are several: a loop without a bound takes a frame of the stack for each digit. */
    private static final Pattern DATE_OR_NUMBER =
            Pattern.compile("(" + DATE + ")|\\p{Nd}(?:" + BETWEEN + "\\p{Nd}){4,60}");

    private static final Pattern MAIL = Pattern.compile("[^\\s\"'<>,;:()\\[\\]@]+@[^\\s\"'<>,;:()\\[\\]@]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private static final Pattern PADDING = Pattern.compile("(?<=.)={1,2}$");

    private static final Map<Integer, String> ENTITIES =
            Map.of((int) '&', "amp", (int) '<', "lt", (int) '>', "gt", (int) '"', "quot", (int) '\'', "apos");

    private final List<Pattern> secrets;
    private final int longestSecret;

    /**
     * Hides these beside what looks personal.
     *
     * @param secrets longest spelling first wins; nulls and empty ones are ignored
     */
    public Masked(@Nullable String... secrets) {
        List<String> longestFirst = Arrays.stream(secrets)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.secrets = longestFirst.stream().map(Masked::inAnySpelling).toList();
        this.longestSecret =
                longestFirst.stream().mapToInt(String::length).findFirst().orElse(0);
    }

    /** Base64 is written without its padding as well. */
    private static Pattern inAnySpelling(String secret) {
        String bare = PADDING.matcher(secret).replaceAll("");
        String padding = bare.length() == secret.length() ? "" : "(?:" + inAnySpelling('=') + "){0,2}";
        return Pattern.compile(
                bare.codePoints().mapToObj(Masked::inAnySpelling).collect(Collectors.joining("", "", padding)));
    }

    /** As it is, or as it stands in a URL, in JSON or in HTML. */
    private static String inAnySpelling(int c) {
        String letter = Character.toString(c);
        String hex = Integer.toHexString(c);
        String bytes = HexFormat.of().formatHex(letter.getBytes(UTF_8));
        String url = bytes.replaceAll("..", "%(?:25){0,3}$0") + (c == ' ' ? "|\\+" : "");
        String json = "\\\\{1,4}u0{0,4}" + hex;
        String html = "&(?:amp;){0,3}(?:#0{0,4}" + c + "|#x0{0,4}" + hex + "|" + ENTITIES.getOrDefault(c, "#") + ");";
        return "(?i:\\\\{0,4}" + Pattern.quote(letter) + "|" + url + "|" + json + "|" + html + ")";
    }

    /** @param raw of a longer one than 2000 characters the beginning is told */
    public String text(String raw) {
        boolean isCut = raw.length() > MOST;
        String text = isCut ? raw.substring(0, MOST) : raw;
        for (Pattern secret : secrets) {
            text = secret.matcher(text).replaceAll(MASK);
        }
        text = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        text = MAIL.matcher(text).replaceAll(MASK);
        text = DATE_OR_NUMBER.matcher(text).replaceAll(found -> found.group(1) == null ? MASK : found.group(1));
        if (isCut) { // and with it perhaps a secret, which nothing has recognised then
            text = text.substring(0, Math.max(0, text.length() - longestSecret * LONGEST_SPELLING));
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
