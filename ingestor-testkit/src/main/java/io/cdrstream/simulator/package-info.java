/**
 * A Reports API to poll without paying: the synchronous records endpoint over a socket, its bill, its faults and its
 * truth. Start with {@link io.cdrstream.simulator.ReportsSimulator}.
 */
@NullMarked
package io.cdrstream.simulator;

import org.jspecify.annotations.NullMarked;
