package io.cdrstream.app;

import io.cdrstream.source.Answer;

/** What an answer of the API means, for people. */
public final class AnswerVerdict {

    private AnswerVerdict() {}

    public static Verdict of(String subject, Answer answer) {
        if (answer instanceof Answer.Got) {
            return Verdict.fine(subject, "may be read");
        }
        if (answer instanceof Answer.Refused refused) {
            return Verdict.wrong(subject, refused.sentence(), remedy(refused.refusal()));
        }
        if (answer instanceof Answer.Failed failed) {
            return Verdict.wrong(subject, failed.sentence(), "look at api.base-url, the proxy and the network");
        }
        if (answer instanceof Answer.Throttled) {
            return Verdict.warning(subject, "the API asks to slow down", "does another tool use the same key?");
        }
        return Verdict.wrong(subject, "the API gave an answer that makes no sense here", null);
    }

    private static String remedy(Answer.Refusal refusal) {
        return switch (refusal) {
            case UNAUTHORIZED -> "look at key and secret; a product may also have to be enabled by the vendor";
            case FORBIDDEN -> "is it a subaccount of this key? Take it out of accounts otherwise";
            case UNPROCESSABLE, INDIVISIBLE, UNREADABLE -> "look at the stream's product, filters and options";
        };
    }
}
