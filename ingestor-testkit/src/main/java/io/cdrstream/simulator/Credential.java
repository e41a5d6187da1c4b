package io.cdrstream.simulator;

import java.util.List;

/** A key and secret, and the accounts they may read. The text form shows no secret. */
public record Credential(String key, String secret, List<String> accounts) {

    @Override
    public String toString() {
        return "Credential[" + key + ", " + accounts + "]";
    }
}
