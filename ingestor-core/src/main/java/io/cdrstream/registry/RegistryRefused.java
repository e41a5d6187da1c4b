package io.cdrstream.registry;

/** The registry said no, and will until somebody changes something. The message is a sentence for that somebody. */
public final class RegistryRefused extends RuntimeException {

    /** What has to change. */
    public enum Reason {
        /** The credential, or what it is allowed to do. */
        ACCESS,
        /** The subject does not hold this schema. */
        UNKNOWN,
        /** The subject holds versions that forbid this schema. */
        INCOMPATIBLE,
        /** Our address, our schema, or the registry itself. */
        OTHER
    }

    private final Reason reason;

    public RegistryRefused(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
