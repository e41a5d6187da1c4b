package io.cdrstream.sink;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprints of what was published of a slice's time, in memory: open addressing over arrays, at most half full,
 * so 50 to 100 bytes a record and no object per record. Confined to its task's commit thread.
 *
 * <p>A slice's own records are told apart from its neighbours', which come along in chunks that are wider than it.
 */
final class SeenSet {

    private long[] ids = new long[64];
    private long[] charges = new long[64];
    private int[] states = new int[64];
    private int[] rests = new int[64];
    private boolean[] own = new boolean[64];
    private int size;

    /** What is known of the record; null if nothing is. */
    @Nullable
    Fingerprint get(long id) {
        int place = place(id);
        return ids[place] == 0 ? null : new Fingerprint(id, charges[place], states[place], rests[place]);
    }

    /** From now on this is what is known; whoever was the slice's own stays it. */
    void put(Fingerprint print, boolean isOwn) {
        int place = place(print.id());
        if (ids[place] == 0) {
            ids[place] = print.id();
            size++;
        }
        charges[place] = print.charge();
        states[place] = print.status();
        rests[place] = print.rest();
        own[place] |= isOwn;
        if (size * 2 > ids.length) {
            grow();
        }
    }

    void putAll(Fingerprint[] prints, boolean isOwn) {
        for (Fingerprint print : prints) {
            put(print, isOwn);
        }
    }

    int size() {
        return size;
    }

    /** The slice's own. */
    Fingerprint[] own() {
        List<Fingerprint> found = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != 0 && own[i]) {
                found.add(new Fingerprint(ids[i], charges[i], states[i], rests[i]));
            }
        }
        return found.toArray(Fingerprint[]::new);
    }

    /** Where the id is, or the free place where it belongs. The low bits serve: hashes are random. */
    private int place(long id) {
        int mask = ids.length - 1;
        int place = (int) id & mask;
        while (ids[place] != 0 && ids[place] != id) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        SeenSet larger = new SeenSet();
        int length = ids.length * 2;
        larger.ids = new long[length];
        larger.charges = new long[length];
        larger.states = new int[length];
        larger.rests = new int[length];
        larger.own = new boolean[length];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != 0) {
                larger.put(new Fingerprint(ids[i], charges[i], states[i], rests[i]), own[i]);
            }
        }
        ids = larger.ids;
        charges = larger.charges;
        states = larger.states;
        rests = larger.rests;
        own = larger.own;
    }
}
