package io.cdrstream.bench;

import io.cdrstream.simulator.SimulatorMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the horizon of its plan costs a process that reads at a constant rate: live heap, and the time to restore, hours
 * and days after the start. The simulator's time is a fast one.
 */
@SuppressWarnings("NullAway.Init") // set by picocli
@Command(name = "horizon", description = "Live heap and restore at hours of virtual time.")
final class Horizon implements Callable<Integer> {

    private static final Pattern RESTORED = Pattern.compile("reads \\d+ streams; restored in (\\d+) ms");

    private static final int SAMPLES = 40;

    @Option(names = "--archive", required = true, description = "The archive of cdrstream.")
    private Path archive;

    @Option(names = "--hours", split = ",", description = "Of virtual time: when to measure.")
    private List<Integer> hours = List.of(6, 24, 48, 72);

    @Option(names = "--speed")
    private int speed = 900;

    @Option(names = "--cdrs-per-second", description = "Of each stream.")
    private double rate = 0.2;

    @Option(names = "--passes")
    private String passes = "default";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Scene scene = Scene.open(archive, 1, 700, 0);
                Child simulator = simulator(scene)) {
            Path config = config(scene, awaitAddress(simulator));
            Instant started = Instant.now();
            int life = 0;
            Child child = child(scene, config, life);
            @Nullable LiveHeap first = null;
            for (int hour : hours) {
                awaitUntil(started.plusSeconds(3600L * hour / speed), child);
                LiveHeap heap = live(child);
                first = first == null ? heap : first;
                child.process().destroyForcibly().waitFor();
                long checkpoints = checkpoints(scene);
                child = child(scene, config, ++life);
                awaitUntil(Instant.now().plusSeconds(20), child);
                say(
                        "%3d h: live heap %,d KB (%s); checkpoints %,d KB; tasks restored in %s ms",
                        hour, heap.kilobytes(), heap.growthSince(first), checkpoints, restored(child));
            }
            child.close();
        }
        return 0;
    }

    private Child simulator(Scene scene) throws IOException {
        return Child.java(
                scene.directory().resolve("simulator.log"),
                "-Xmx256m",
                SimulatorMain.class,
                "--port=0",
                "--virtual-time=" + Job.PAST,
                "--speed=" + speed,
                "--history=0s",
                "--rate-limit=100",
                "--cdrs-per-second=" + rate,
                "--accounts=demo1234,sub00001,sub00002",
                "--products=SMS,VOICE-CALL",
                "--late-share=0.01",
                "--late-up-to=2h",
                "--changing-share=0.1",
                "--change-within=30m",
                "--longest-call=2h");
    }

    private static String awaitAddress(Child simulator) throws IOException, InterruptedException {
        Pattern said = Pattern.compile("simulator on (http://\\S+),");
        for (Matcher matcher = said.matcher(""); ; matcher = said.matcher(Files.readString(simulator.log()))) {
            if (matcher.find()) {
                return matcher.group(1);
            }
            if (!simulator.process().isAlive()) {
                throw new IllegalStateException("ended, see " + simulator.log());
            }
            Thread.sleep(50);
        }
    }

    private Path config(Scene scene, String api) throws IOException {
        String text =
                """
                group: horizon
                passes: %1$s
                start: %2$s
                interval: 10m
                kafka:
                  bootstrap.servers: %3$s
                topics:
                  partitions: 2
                api:
                  base-url: %4$s
                  clock-speed: %5$d
                admin:
                  enabled: false
                credentials:
                  - key: demo1234
                    secret: demo-secret
                    accounts: [self, sub00001, sub00002]
                    products: [SMS, VOICE-CALL]
                    daily-cap: 1000000
                    requests-per-second: 90
                """
                        .formatted(passes, Job.PAST, scene.broker().bootstrapServers(), api, speed);
        return Files.writeString(scene.directory().resolve("horizon.yaml"), text);
    }

    private static Child child(Scene scene, Path config, int life) throws IOException {
        Path log = scene.directory().resolve("cdrstream-" + life + ".log");
        return Child.cdrstream(log, scene.directory(), config, "-Xmx256m");
    }

    private static void awaitUntil(Instant time, Child child) throws InterruptedException {
        if (child.ends(Math.max(0, Duration.between(Instant.now(), time).toSeconds()))) {
            throw new IllegalStateException("ended, see " + child.log());
        }
    }

    /** Of some moments the least: it holds hardly any page under way. */
    private static LiveHeap live(Child child) throws IOException, InterruptedException {
        LiveHeap least = LiveHeap.of(child.process());
        for (int i = 1; i < SAMPLES; i++) {
            Thread.sleep(300);
            LiveHeap heap = LiveHeap.of(child.process());
            least = heap.kilobytes() < least.kilobytes() ? heap : least;
        }
        return least;
    }

    /** Kilobytes of the topic that is restored from, compacted or not yet. */
    private static long checkpoints(Scene scene) throws IOException {
        try (Stream<Path> files = Files.walk(scene.directory().resolve("kafka"))) {
            return files.filter(file -> file.toString().contains("/cdrstream.checkpoints-"))
                            .filter(file -> file.toString().endsWith(".log"))
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1024;
        }
    }

    private static List<String> restored(Child child) throws IOException {
        return RESTORED.matcher(Files.readString(child.log()))
                .results()
                .map((MatchResult said) -> said.group(1))
                .toList();
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
