package io.cdrstream.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** Commands as they are typed, with a configuration in a folder and nothing real outside. */
final class Terminal {

    private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "sentinel-secret");

    final FakeAdapters outside = new FakeAdapters();
    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    Terminal(Path folder) throws IOException {
        this.folder = folder;
        configure("products: [SMS, VOICE-CALL]", "admin: {enabled: false}");
    }

    void configure(String streams, String more) throws IOException {
        Files.writeString(
                Path.of(file()),
                """
                kafka: {bootstrap.servers: 'localhost:9'}
                credentials:
                  - key: abcd1234
                    secret: ${SECRET}
                    %s
                %s
                """
                        .formatted(streams, more));
    }

    String file() {
        return folder.resolve("cdrstream.yaml").toString();
    }

    int execute(String... arguments) {
        return execute(out, arguments);
    }

    int execute(OutputStream stdout, String... arguments) {
        CommandLine tree = tree(stdout);
        tree.setErr(new PrintWriter(err, true));
        return tree.execute(arguments);
    }

    /** The names of all. */
    Set<String> commands() {
        return tree(out).getSubcommands().keySet();
    }

    private CommandLine tree(OutputStream stdout) {
        return CommandTree.of(new Surroundings(ENVIRONMENT::get, Clock.systemUTC(), registry -> outside, stdout));
    }

    /** Stdout so far. */
    String answers() {
        return out.toString(UTF_8);
    }

    /** Stderr so far. */
    String complaints() {
        return err.toString();
    }

    /** Forgets what was complained of. */
    void clear() {
        err.getBuffer().setLength(0);
    }
}
