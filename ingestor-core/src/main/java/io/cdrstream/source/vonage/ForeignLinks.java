package io.cdrstream.source.vonage;

import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices links to another host than the configured one. They are not followed (no link ever is); they are counted, and
 * told once a minute at most.
 */
final class ForeignLinks {

    private static final Logger log = LoggerFactory.getLogger(ForeignLinks.class);
    private static final long QUIET_MILLIS = 60_000;

    private final URI base;
    private final InstantSource clock;
    private final Runnable counter;
    private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);

    ForeignLinks(URI base, InstantSource clock, Runnable counter) {
        this.base = base;
        this.clock = clock;
        this.counter = counter;
    }

    void check(NextLink link) {
        @Nullable String host = link.host();
        if (host == null || plain(host).equals(plain(base.getAuthority()))) {
            return;
        }
        counter.run();
        long now = clock.millis();
        long quiet = quietUntil.get();
        if (now >= quiet && quietUntil.compareAndSet(quiet, now + QUIET_MILLIS)) {
            log.warn(
                    "a page names another host than {} for the next one; only the cursor is used", base.getAuthority());
        }
    }

    /** Lower case and without the scheme's usual port. */
    private String plain(String host) {
        String usual = "https".equalsIgnoreCase(base.getScheme()) ? ":443" : ":80";
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }
}
