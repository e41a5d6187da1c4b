package io.cdrstream.sink;

/**
 * What became of the dead letters that were asked for.
 *
 * @param published records that are events now
 * @param refused those that are not; the dead-letter topic says why
 */
public record Replayed(int published, int refused) {

    public static final Replayed NONE = new Replayed(0, 0);

    public Replayed plus(boolean isPublished) {
        return isPublished ? new Replayed(published + 1, refused) : new Replayed(published, refused + 1);
    }

    public boolean isNone() {
        return published + refused == 0;
    }
}
