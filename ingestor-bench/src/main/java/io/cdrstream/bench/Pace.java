package io.cdrstream.bench;

import io.cdrstream.bench.RequestLog.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a catch-up uses the API's own limit: ten requests a second, 600 ms a page. */
@SuppressWarnings("NullAway.Init") // set by picocli
@Command(name = "pace", description = "Measures how the limit of requests is used.")
final class Pace implements Callable<Integer> {

    private static final double LIMIT = 10;
    private static final int LATENCY = 600;

    @Option(names = "--archive", required = true, description = "The archive of cdrstream.")
    private Path archive;

    @Option(names = "--seconds")
    private int seconds = 90;

    @Option(names = "--accounts", description = "With ten streams each; 0 = one stream in all.")
    private int accounts = 4;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Scene scene = Scene.open(archive, 20, 700, LATENCY)) {
            Job job = new Job("pace", accounts, Job.PAST, 1_000_000, LIMIT, Job.Layout.USUAL);
            try (Child child = Child.cdrstream(
                    scene.directory().resolve("cdrstream.log"), scene.directory(), job.write(scene), "-Xmx256m")) {
                boolean hasEnded = child.ends(seconds);
                Usage usage = scene.usage();
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%d requests; from the 30th second on %.2f a second, %.1f %% of the limit;"
                                        + " at most %d in any second, from %.1f s on%s%n",
                                usage.requests(),
                                usage.pace(),
                                100 * usage.pace() / LIMIT,
                                usage.mostInASecond(),
                                usage.when() / 1000.0,
                                hasEnded ? "; ended early" : "");
                return hasEnded ? 1 : 0;
            }
        }
    }
}
