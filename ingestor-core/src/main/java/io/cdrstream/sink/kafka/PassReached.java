package io.cdrstream.sink.kafka;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a pass after the first has come.
 *
 * @param age at which it reads; what a changed plan recognises it by
 * @param until before it everything was read at this age or a greater one
 */
record PassReached(Duration age, Instant until) {}
