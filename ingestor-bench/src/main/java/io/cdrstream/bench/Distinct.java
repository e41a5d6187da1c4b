package io.cdrstream.bench;

import io.cdrstream.sink.Fingerprints;
import io.cdrstream.sink.SeenSet;
import java.nio.charset.StandardCharsets;

/** A set of keys, of which it keeps 64 bits each. */
final class Distinct {

    private final Fingerprints fingerprints = new Fingerprints(new byte[16]);
    private final SeenSet seen = new SeenSet();

    void add(byte[] key) {
        seen.add(fingerprints.of(new String(key, StandardCharsets.ISO_8859_1)));
    }

    long size() {
        return seen.size();
    }
}
