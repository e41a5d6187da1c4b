package io.cdrstream.simulator.cdr;

/** Writes what one field of a CDR says. */
@FunctionalInterface
interface Value {
    void write(View view, JsonBytes out);
}
