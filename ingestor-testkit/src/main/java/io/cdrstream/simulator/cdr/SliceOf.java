package io.cdrstream.simulator.cdr;

/**
 * A range of a stream.
 *
 * @param direction empty for a product without one, or for both
 * @param from epoch second, included
 * @param to epoch second, excluded
 */
public record SliceOf(String account, String product, String direction, long from, long to) {}
