package io.cdrstream.app.cli;

import io.cdrstream.sink.kafka.DeadLetter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters, by what they say of themselves. */
final class LetterChoice {

    @Option(
            names = "--stream",
            paramLabel = "<text>",
            description = "Only those whose stream begins like this: abcd1234/SMS.")
    private @Nullable String stream;

    @Option(names = "--reason", paramLabel = "<text>", description = "Only those whose reason holds this.")
    private @Nullable String reason;

    boolean takes(DeadLetter letter) {
        return (stream == null || letter.stream().startsWith(stream))
                && (reason == null || letter.reason().contains(reason));
    }
}
