package io.cdrstream.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a frozen broker does to a catch-up with large pages in a small heap: nothing may be lost, published twice, paid
 * twice or end the process.
 */
@SuppressWarnings("NullAway.Init") // set by picocli
@Command(name = "outage", description = "Freezes the broker in the middle of a catch-up.")
final class Outage implements Callable<Integer> {

    @Option(names = "--archive", required = true, description = "The archive of cdrstream.")
    private Path archive;

    @Option(names = "--frozen", description = "Seconds.")
    private int frozen = 60;

    @Option(names = "--record-bytes")
    private int recordBytes = 2_000;

    @Option(names = "--cdrs")
    private long cdrs = 400_000;

    @Option(names = "--accounts", description = "With ten streams each; 0 = one stream in all.")
    private int accounts = 4;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        int perSecond = 5;
        try (Scene scene = Scene.open(archive, perSecond, recordBytes, 0)) {
            Job job =
                    new Job("outage", accounts, Job.PAST, cdrs / (10L * accounts) / perSecond, 1000, Job.Layout.USUAL);
            String topics = job.name() + "\\.[a-z0-9-]+";
            try (Child child = Child.cdrstream(
                    scene.directory().resolve("cdrstream.log"), scene.directory(), job.write(scene), "-Xmx256m")) {
                awaitHalf(scene, child);
                scene.broker().pause();
                boolean endedInOutage = child.ends(frozen);
                long before = scene.usage().records();
                scene.broker().resume();
                boolean hasEnded = child.ends(300);
                say(
                        "frozen at %,d billed; ended in the outage: %s; ended after it: %s, exit %s",
                        before,
                        endedInOutage,
                        hasEnded,
                        hasEnded ? child.process().exitValue() : "none");
            }
            Count count = Count.of(scene.broker().bootstrapServers(), topics);
            say(
                    "billed %,d, published %,d, distinct %,d of %,d",
                    scene.usage().records(), count.records(), count.distinct(), cdrs);
            return count.records() == cdrs && count.distinct() == cdrs ? 0 : 1;
        }
    }

    private void awaitHalf(Scene scene, Child child) throws IOException, InterruptedException {
        while (scene.usage().records() < cdrs / 2) {
            if (child.ends(0)) {
                throw new IllegalStateException("ended before the outage, see " + child.log());
            }
            Thread.sleep(20);
        }
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(format, values));
        out.flush();
    }
}
