package io.cdrstream.event.privacy;

/**
 * The same number gives the same token, in every topic, field and spelling; without the key nobody can go back, nor try
 * out all numbers there are. A token is {@code t_} and a {@link KeyedHash}, 24 characters in all.
 */
public final class Tokens implements Redaction {

    /** In bytes; a shorter key could be guessed. */
    public static final int SHORTEST_KEY = 32;

    private final KeyedHash hash;

    /** @throws IllegalArgumentException if the key is shorter than {@link #SHORTEST_KEY} */
    public Tokens(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "the key has " + key.length + " bytes, and needs at least " + SHORTEST_KEY);
        }
        this.hash = new KeyedHash(key);
    }

    @Override
    public String of(String value) {
        return "t_" + hash.of(PhoneNumber.normalised(value));
    }

    /** Without the key (I6). */
    @Override
    public String toString() {
        return "tokens";
    }
}
