/**
 * Pure planning: which slice, which stream, how fast, what it may cost, what time it is. No clock, no thread, no I/O.
 */
@NullMarked
package io.cdrstream.plan;

import org.jspecify.annotations.NullMarked;
