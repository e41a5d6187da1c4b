package io.cdrstream.app;

import org.jspecify.annotations.Nullable;

/**
 * What a check of the outside found, in words.
 *
 * @param remedy what to do about it; null if nothing is to be done
 */
public record Verdict(Kind kind, String subject, String sentence, @Nullable String remedy) {

    /** How bad it is. */
    public enum Kind {
        FINE,
        WARNING,
        WRONG
    }

    public static Verdict fine(String subject, String sentence) {
        return new Verdict(Kind.FINE, subject, sentence, null);
    }

    public static Verdict warning(String subject, String sentence, @Nullable String remedy) {
        return new Verdict(Kind.WARNING, subject, sentence, remedy);
    }

    public static Verdict wrong(String subject, String sentence, @Nullable String remedy) {
        return new Verdict(Kind.WRONG, subject, sentence, remedy);
    }

    public boolean isWrong() {
        return kind == Kind.WRONG;
    }

    /** For a sentence around it: {@code credential abcd1234: wrong key or secret; look at …}. */
    public String inOneLine() {
        return subject + ": " + sentence + (remedy == null ? "" : "; " + remedy);
    }

    /** One line: {@code ✗ credential abcd1234: …}. */
    @Override
    public String toString() {
        String mark =
                switch (kind) {
                    case FINE -> "✓ ";
                    case WARNING -> "! ";
                    case WRONG -> "✗ ";
                };
        return mark + subject + ": " + sentence + (remedy == null ? "" : "\n    → " + remedy);
    }
}
