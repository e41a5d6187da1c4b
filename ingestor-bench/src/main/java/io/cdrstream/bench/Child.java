package io.cdrstream.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the bench, whose output goes to a file. Ends with this one at the latest. */
record Child(Process process, Path log) implements AutoCloseable {

    /** A command of the bench in a JVM of its own. */
    static Child java(Path log, String heap, String... arguments) throws IOException {
        return java(log, heap, Bench.class, arguments);
    }

    static Child java(Path log, String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return start(log, new ProcessBuilder(command));
    }

    /** {@code bin/cdrstream run} of the archive that the build has made. */
    static Child cdrstream(Path log, Path home, Path config, String javaOptions) throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(home.resolve("bin/cdrstream").toString(), "run", "--config", config.toString());
        command.environment().put("JAVA_OPTS", javaOptions);
        return start(log, command);
    }

    private static Child start(Path log, ProcessBuilder command) throws IOException {
        Process process = command.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Child(process, log);
    }

    boolean ends(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** CPU seconds so far; zero once it has ended. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().map(d -> d.toMillis() / 1000.0).orElse(0.0);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
