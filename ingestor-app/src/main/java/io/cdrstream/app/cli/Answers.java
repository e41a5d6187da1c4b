package io.cdrstream.app.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Where the answers of commands go, in UTF-8. A command whose answer did not arrive has failed, whatever it thinks of
 * itself: a {@link PrintWriter} says nothing of its own accord, so it is asked here, for all commands.
 */
final class Answers extends FilterOutputStream {

    private final PrintWriter writer = new PrintWriter(this, true, StandardCharsets.UTF_8);
    private @Nullable IOException failure;

    Answers(OutputStream out) {
        super(out);
    }

    PrintWriter writer() {
        return writer;
    }

    /** Runs a command; its exit code, unless what it said is lost. */
    int of(ParseResult command, PrintWriter err) {
        int code;
        try {
            code = new RunLast().execute(command);
        } finally {
            writer.flush();
        }
        if (!writer.checkError()) {
            return code;
        }
        if (!isReaderGone()) {
            err.println("cdrstream: the answer cannot be written: " + (failure == null ? "" : failure.getMessage()));
        }
        return code == ExitCode.OK ? ExitCode.FAILED : code;
    }

    /** As when piped into head: it has what it wanted, and there is nothing to complain about. */
    private boolean isReaderGone() {
        return failure != null && String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
        try {
            out.write(bytes, at, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
