package io.cdrstream.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a text that came from outside fit for a log (I6): at most 200 characters, without our secrets in any spelling
 * that the API or a proxy could echo, without anything like a phone number or an e-mail address, on one line.
 */
public final class Masked {

    private static final int LONGEST = 200;
    private static final String MASK = "***";
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}(?:[ .()]{0,2}\\p{Nd}){4,}");
    private static final Pattern MAIL = Pattern.compile("[^\\s\"'<>,;:()\\[\\]@]+@[^\\s\"'<>,;:()\\[\\]@]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private final List<String> secrets;

    /**
     * Hides these beside what looks personal.
     *
     * @param secrets longest spelling first wins; nulls and empty ones are ignored
     */
    public Masked(@Nullable String... secrets) {
        this.secrets = Arrays.stream(secrets)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isBlank())
                .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .distinct()
                .sorted((a, b) -> b.length() - a.length())
                .toList();
    }

    public String text(String raw) {
        String text = raw;
        for (String secret : secrets) {
            text = text.replace(secret, MASK);
        }
        text = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        text = MAIL.matcher(text).replaceAll(MASK);
        text = NUMBER.matcher(text).replaceAll(MASK);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
