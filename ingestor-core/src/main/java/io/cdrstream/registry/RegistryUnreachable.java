package io.cdrstream.registry;

/** The registry did not answer, or not for now: the same request may succeed later. The message is a sentence. */
public final class RegistryUnreachable extends RuntimeException {

    RegistryUnreachable(String sentence) {
        super(sentence, null, false, false);
    }
}
