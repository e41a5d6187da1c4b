package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.StreamKey;

/**
 * An element of a page that is no CDR but was put there by a fault.
 *
 * @param request the request's {@link RequestSeen#number}
 * @param stream its direction as the request named it, empty if it did not
 * @param json the element as it was sent
 */
public record Injected(long request, StreamKey stream, Fault fault, String json) {}
