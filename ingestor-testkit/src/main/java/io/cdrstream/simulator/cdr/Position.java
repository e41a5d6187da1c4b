package io.cdrstream.simulator.cdr;

/**
 * A place in the reading order of a slice: a second, the turn of a stream within it, and how many of that stream's
 * records went before.
 */
public record Position(long second, int turn, int passed) {}
