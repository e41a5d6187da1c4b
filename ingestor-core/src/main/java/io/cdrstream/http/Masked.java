package io.cdrstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a text that came from outside fit for a log (I6): at most 200 characters on one line, without any part of our
 * secrets, and without anything like a phone number or an e-mail address, also as the API or a proxy may echo them in a
 * URL, in JSON, in HTML or in base64.
 */
public final class Masked {

    private static final int LONGEST = 200;

    /** Of a longer text the beginning is looked at: some patterns take the square of it. */
    private static final int MOST = 2000;

    /** So many characters of a secret are hidden, in a row or in groups, and fewer of a shorter one. */
    private static final int PART = 6;

    /** What may stand between letters and digits of a secret that is written in groups: its other signs as well. */
    private static final String GAP = "[^\\p{L}\\p{Nd}]{0,12}+";

    /** What a cut may have left of a number, of a part of a secret or of an escape, which nothing recognises then. */
    private static final int STUMP = 40;

    private static final String MASK = "***";
    private static final String DATE = "20\\d\\d-(?:0[1-9]|1[0-2])-[0-3]\\d"
            + "(?:[T ][0-2]\\d:[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,3})?)?)?(?![-\\p{Nd}])";
    private static final String BETWEEN = "[\\p{Pd}\\p{Zs}.()/_·+−]{0,3}";
    /** Longer ones are several: a loop without a bound takes a frame of the stack for each digit. */
    private static final String NUMBER = "\\p{Nd}(?:" + BETWEEN + "\\p{Nd}){4,60}";
    /** No time of day, no million, no few statuses: at least ten digits. */
    private static final String NUMBER_IN_GROUPS = "(?=(?:[,:]?\\p{Nd}){10})\\p{Nd}{1,5}(?:[,:]\\p{Nd}{2,5}){2,12}";

    private static final Pattern DATE_OR_NUMBER = Pattern.compile("(" + DATE + ")|" + NUMBER + "|" + NUMBER_IN_GROUPS);

    private static final Pattern MAIL = Pattern.compile("[^\\s\"'<>,;:()\\[\\]@]+@[^\\s\"'<>,;:()\\[\\]@]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{11,}={0,2}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2}){6,}");
    private static final Pattern TEXT = Pattern.compile("[\\P{Cntrl}\\r\\n\\t&&[^\uFFFD]]+");

    /** Nine bytes: a word of twelve letters that happens to be text in base64 is rare. */
    private static final int TELLING = 12;

    private static final String MARK = "[\"'`´“”„‟«»‹›‘’‚‛「」『』]";

    /** What may stand in quotation marks; apostrophes; and all else from a mark to the last one, or to the end. */
    private static final Pattern QUOTED = Pattern.compile("(" + MARK + "[\\w.:/-]{1,64}" + MARK + "(?![\\p{L}\\p{Nd}])"
            + "|(?<=\\p{L})['’](?:s|t|re|ve|ll|d|m)(?!\\p{L})|(?<=s)['’](?=\\s))"
            + "|" + MARK + "(?s:.*" + MARK + "|.*)|\\{(?=[^}]*[:=])(?s:.*}|.*)");

    private final List<String> parts;
    private final @Nullable Pattern partOfSecret;

    /**
     * Hides these beside what looks personal.
     *
     * @param secrets nulls and blank ones are ignored
     */
    public Masked(@Nullable String... secrets) {
        this(Arrays.stream(secrets)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isBlank())
                .flatMap(secret -> Stream.concat(Stream.of(secret), inBase64(secret)))
                .map(Escapes::undone)
                .flatMap(Masked::parts)
                .distinct()
                .toList());
    }

    private Masked(List<String> parts) {
        this.parts = parts;
        this.partOfSecret = parts.isEmpty() ? null : Pattern.compile("(?i)(?=(" + String.join("|", parts) + "))");
    }

    /** Hides these as well. */
    public Masked and(Collection<String> others) {
        return others.isEmpty()
                ? this
                : new Masked(Stream.concat(parts.stream(), new Masked(others.toArray(String[]::new)).parts.stream())
                        .toList());
    }

    private static Stream<String> parts(String secret) {
        int[] signs = secret.codePoints().toArray();
        int[] letters = Arrays.stream(signs).filter(Character::isLetterOrDigit).toArray();
        Stream<String> grouped = letters.length < PART ? Stream.of() : parts(letters, GAP); // fewer could be anything
        return Stream.concat(parts(signs, ""), grouped);
    }

    private static Stream<String> parts(int[] characters, String gap) {
        int length = Math.min(PART, characters.length);
        return IntStream.rangeClosed(0, characters.length - length)
                .mapToObj(from -> Arrays.stream(characters, from, from + length)
                        .mapToObj(Masked::character)
                        .collect(Collectors.joining(gap)));
    }

    /** A form writes + for a space, and a URL - and _ for the + and / of base64. */
    private static String character(int codePoint) {
        return switch (codePoint) {
            case ' ' -> "[ +]";
            case '+' -> "[+ -]";
            case '/' -> "[/_]";
            default -> Pattern.quote(Character.toString(codePoint));
        };
    }

    /** What is left of it within a longer text in base64, wherever it begins there; nothing of a short one. */
    private static Stream<String> inBase64(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        return IntStream.range(0, 3).mapToObj(before -> inBase64(bytes, before)).filter(text -> text.length() >= PART);
    }

    /** The digits, of six bits each, that say nothing of the bytes before and after. */
    private static String inBase64(byte[] bytes, int before) {
        byte[] text = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, text, before, bytes.length);
        return Base64.getEncoder().encodeToString(text).substring((before * 8 + 5) / 6, text.length * 8 / 6);
    }

    /**
     * Of somebody who has never seen a record.
     *
     * @param raw of a longer one than 2000 characters the beginning is told
     */
    public String text(String raw) {
        String text = unescaped(raw);
        return shortened(raw, without(secrets(text), text));
    }

    /**
     * Of somebody who has, and may quote it: what stands in quotation marks and is no name is hidden as well.
     *
     * @param raw of a longer one than 2000 characters the beginning is told
     */
    public String reason(String raw) {
        String text = unescaped(raw);
        BitSet hidden = secrets(text);
        QUOTED.matcher(text)
                .results()
                .filter(found -> found.group(1) == null)
                .forEach(found -> hidden.set(found.start(), found.end()));
        return shortened(raw, without(hidden, text));
    }

    private static String unescaped(String raw) {
        return Escapes.undone(raw.length() > MOST ? raw.substring(0, MOST) : raw);
    }

    private static String shortened(String raw, String shown) {
        String text = UNPRINTABLE.matcher(shown).replaceAll(" ").strip();
        text = BASE64.matcher(text).replaceAll(found -> isBase64(found.group()) ? MASK : found.group());
        text = HEX.matcher(text)
                .replaceAll(found -> isText(HexFormat.of().parseHex(found.group())) ? MASK : found.group());
        text = MAIL.matcher(text).replaceAll(MASK);
        text = DATE_OR_NUMBER.matcher(text).replaceAll(found -> found.group(1) == null ? MASK : found.group(1));
        if (raw.length() > MOST) {
            text = text.substring(0, Math.max(0, text.length() - STUMP));
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /** Where parts of them stand. */
    private BitSet secrets(String text) {
        BitSet found = new BitSet();
        if (partOfSecret != null) {
            for (Matcher part = partOfSecret.matcher(text); part.find(); ) {
                found.set(part.start(1), part.end(1));
            }
        }
        return found;
    }

    private static String without(BitSet hidden, String text) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length(); at = hidden.get(at) ? hidden.nextClearBit(at) : at + 1) {
            shown.append(hidden.get(at) ? MASK : text.charAt(at));
        }
        return shown.toString();
    }

    /** From its beginning, or from any sign in it that may also stand before it: in a path, or in a name. */
    private static boolean isBase64(String token) {
        String digits = token.replaceAll("=", "").replace('-', '+').replace('_', '/');
        return IntStream.rangeClosed(0, digits.length() - TELLING + 1)
                .filter(at -> at == 0 || digits.charAt(at - 1) == '/' || digits.charAt(at - 1) == '+')
                .mapToObj(at -> digits.substring(at, Math.min(at + TELLING, digits.length())))
                .anyMatch(start -> isText(Base64.getDecoder().decode(start)));
    }

    private static boolean isText(byte[] bytes) {
        return TEXT.matcher(new String(bytes, UTF_8)).matches();
    }
}
