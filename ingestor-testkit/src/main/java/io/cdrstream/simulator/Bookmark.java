package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Position;
import java.nio.ByteBuffer;

/**
 * What a cursor hides: when it was issued (ms), the moment its slice shows (ms), where to go on, and which record was
 * the last before.
 */
record Bookmark(long issued, long asOf, Position next, Position last) {

    static final int BYTES = 48;

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES).putLong(issued).putLong(asOf);
        for (Position position : new Position[] {next, last}) {
            buffer.putLong(position.second()).putInt(position.turn()).putInt(position.passed());
        }
        return buffer.array();
    }

    static Bookmark of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Bookmark(buffer.getLong(), buffer.getLong(), position(buffer), position(buffer));
    }

    private static Position position(ByteBuffer buffer) {
        return new Position(buffer.getLong(), buffer.getInt(), buffer.getInt());
    }
}
