package io.cdrstream.sink;

/**
 * The fingerprints of what a slice has already published, in memory: open addressing over one array of longs, at most
 * half full, so 16 to 32 bytes a record and no object per record. Confined to its task's commit thread.
 */
public final class SeenSet {

    private long[] table = new long[64];
    private boolean holdsZero;
    private int size;

    /** Whether the fingerprint is new; it is known from now on. */
    public boolean add(long fingerprint) {
        if (fingerprint == 0) { // zero marks a free place in the table
            boolean isNew = !holdsZero;
            holdsZero = true;
            size += isNew ? 1 : 0;
            return isNew;
        }
        int place = place(table, fingerprint);
        if (table[place] != 0) {
            return false;
        }
        table[place] = fingerprint;
        if (++size * 2 > table.length) {
            grow();
        }
        return true;
    }

    public void addAll(long[] fingerprints) {
        for (long fingerprint : fingerprints) {
            add(fingerprint);
        }
    }

    public boolean contains(long fingerprint) {
        return fingerprint == 0 ? holdsZero : table[place(table, fingerprint)] != 0;
    }

    public int size() {
        return size;
    }

    /** Where the fingerprint is, or the free place where it belongs. The low bits serve: fingerprints are random. */
    private static int place(long[] table, long fingerprint) {
        int mask = table.length - 1;
        int place = (int) fingerprint & mask;
        while (table[place] != 0 && table[place] != fingerprint) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long fingerprint : table) {
            if (fingerprint != 0) {
                larger[place(larger, fingerprint)] = fingerprint;
            }
        }
        table = larger;
    }
}
