package io.cdrstream.demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a demo shows that is run here. */
record Rehearsal(Path directory, StringWriter shown) {

    Rehearsal(Path directory) {
        this(directory, new StringWriter());
    }

    /** Runs it to its end. Returns its exit code. */
    int demo(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--plain", "--directory", directory.toString()));
        PrintWriter out = new PrintWriter(shown);
        return Demo.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
    }

    String text() {
        return shown.toString();
    }
}
