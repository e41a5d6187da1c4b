package io.cdrstream.sink.kafka;

import java.security.SecureRandom;

/**
 * What is fixed for a task when its first session opens.
 *
 * @param tasks how many tasks there are in all
 * @param fingerprintKey 16 random bytes that key the fingerprints of this task's seen-set
 */
record MetaRecord(int tasks, byte[] fingerprintKey) {

    static MetaRecord create(int tasks) {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        return new MetaRecord(tasks, key);
    }

    /** Without the key (I6). */
    @Override
    public String toString() {
        return tasks + " tasks";
    }
}
