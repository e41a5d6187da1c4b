package io.cdrstream.app.config;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time that a stream covers.
 *
 * @param start null = now
 * @param end null = never
 * @param settle null = not written, so that the preset of passes decides
 */
record Schedule(@Nullable Instant start, @Nullable Instant end, @Nullable Duration settle) {}
