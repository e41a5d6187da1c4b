package io.cdrstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Undoes what an echo in a URL, in JSON or in HTML does to a text, however often it was done: {@code %2B},
 * {@code \u002b}, {@code \/}, {@code &#43;}, {@code &amp;#x2B;}. For comparing and hiding, not for reading data.
 */
final class Escapes {

    private static final Pattern ESCAPE = Pattern.compile("((?:%[0-9A-Fa-f]{2})+)"
            + "|\\\\++(?:u+([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([^\\\\]))"
            + "|&#(?:0{0,9}(\\d{1,7})|[xX]0{0,9}([0-9A-Fa-f]{1,6}));"
            + "|&([a-z]{2,6});");

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("sol", "/"),
            Map.entry("plus", "+"),
            Map.entry("percnt", "%"),
            Map.entry("equals", "="),
            Map.entry("num", "#"),
            Map.entry("dollar", "$"),
            Map.entry("commat", "@"),
            Map.entry("excl", "!"),
            Map.entry("quest", "?"),
            Map.entry("ast", "*"));

    private Escapes() {}

    /** Undoing it twice is as good as once. */
    static String undone(String text) {
        String now = text;
        while (ESCAPE.matcher(now).find()) { // and each round makes it shorter
            now = ESCAPE.matcher(now).replaceAll(escape -> Matcher.quoteReplacement(character(escape)));
        }
        return now;
    }

    private static String character(MatchResult escape) {
        if (escape.group(1) != null) {
            return new String(HexFormat.of().parseHex(escape.group(1).replace("%", "")), UTF_8);
        } else if (escape.group(2) != null) {
            return unicode(Integer.parseInt(escape.group(2), 16));
        } else if (escape.group(3) != null) {
            return unicode(Integer.parseInt(escape.group(3), 16));
        } else if (escape.group(4) != null) {
            return "nrt".contains(escape.group(4)) ? " " : escape.group(4);
        } else if (escape.group(5) != null) {
            return unicode(Integer.parseInt(escape.group(5)));
        } else if (escape.group(6) != null) {
            return unicode(Integer.parseInt(escape.group(6), 16));
        }
        return named(escape.group(7));
    }

    /** Of an entity; quotation marks have many names, all with these letters. */
    private static String named(String name) {
        return NAMED.getOrDefault(name, name.contains("quo") ? "\"" : " ");
    }

    private static String unicode(int codePoint) {
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
    }
}
