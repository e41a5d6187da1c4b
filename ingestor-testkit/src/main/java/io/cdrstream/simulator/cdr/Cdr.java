package io.cdrstream.simulator.cdr;

/**
 * One call detail record: the {@code ordinal}-th of its stream in that second. Its hash decides everything it says;
 * {@code salt} keeps the fields apart.
 */
record Cdr(CdrStream stream, long second, int ordinal, long hash) {

    static Cdr of(CdrStream stream, long second, int ordinal) {
        return new Cdr(stream, second, ordinal, Mix.mix(stream.salt() ^ second, ordinal));
    }

    long draw(int salt) {
        return Mix.mix(hash + salt);
    }

    int pick(int salt, int bound) {
        return Mix.below(draw(salt), bound);
    }

    double unit(int salt) {
        return Mix.unit(draw(salt));
    }
}
