/**
 * The CDRs behind the simulator: which exist, what they say and since when they show. Everything is a function of the
 * seed and of (stream, second, ordinal), so nothing is stored and any moment of any range can be asked for.
 */
@NullMarked
package io.cdrstream.simulator.cdr;

import org.jspecify.annotations.NullMarked;
