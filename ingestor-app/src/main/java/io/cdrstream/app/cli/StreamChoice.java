package io.cdrstream.app.cli;

import io.cdrstream.model.StreamId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which streams, by what they are called. */
final class StreamChoice {

    @Option(names = "--account", paramLabel = "<key>", description = "Only streams of this account.")
    private @Nullable String account;

    @Option(names = "--product", paramLabel = "<name>", description = "Only streams of this product, such as SMS.")
    private @Nullable String product;

    @Option(names = "--direction", paramLabel = "<text>", description = "Only inbound ones, or only outbound ones.")
    private @Nullable String direction;

    boolean takes(StreamId stream) {
        return (account == null || stream.account().equals(account))
                && (product == null || stream.product().equals(product))
                && (direction == null || stream.directionText().orElse("").equals(direction));
    }
}
