package io.cdrstream.source.vonage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is of use in {@code _links.next.href}: its cursor and its host. Never followed, and so never validated.
 *
 * @param host lower case, with port if it names one; null for a relative link
 */
record NextLink(@Nullable String host, @Nullable String cursor, @Nullable String iv) {

    static NextLink parse(String href) {
        String query = href.contains("?") ? href.substring(href.indexOf('?') + 1) : "";
        return new NextLink(host(href), parameter(query, "cursor"), parameter(query, "iv"));
    }

    private static @Nullable String host(String href) {
        int scheme = href.indexOf("//");
        if (scheme < 0 || href.lastIndexOf('?', scheme) >= 0) {
            return null;
        }
        String authority = href.substring(scheme + 2).split("[/?#\\\\]", 2)[0];
        return authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static @Nullable String parameter(String query, String name) {
        for (String pair : query.split("[&#]")) {
            if (pair.startsWith(name + "=")) {
                return decoded(pair.substring(name.length() + 1));
            }
        }
        return null;
    }

    /** A plus stays a plus: cursors are base64, which knows no space. */
    private static @Nullable String decoded(String value) {
        try {
            String text = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
            return text.isEmpty() ? null : text;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
