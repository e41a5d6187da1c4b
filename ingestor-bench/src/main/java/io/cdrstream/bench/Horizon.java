package io.cdrstream.bench;

import io.cdrstream.simulator.SimulatorMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
    private static final Pattern RESTORED = Pattern.compile("reads \\d+ streams; restored in (\\d+) ms");

    private static final int SAMPLES = 12;

    @Option(names = "--archive", required = true, description = "The archive of cdrstream.")
    private Path archive;

    @Option(names = "--hours", split = ",", description = "Of virtual time: when to measure.")
    private List<Integer> hours = List.of(6, 24, 48, 72);

    @Option(names = "--speed")
    private int speed = 600;

    @Option(names = "--cdrs-per-second", description = "Of each stream.")
    private double rate = 0.5;

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
            for (int hour : hours) {
                awaitUntil(started.plusSeconds(3600L * hour / speed), child);
                LongSummaryStatistics heap = live(child);
                child.process().destroyForcibly().waitFor();
                child = child(scene, config, ++life);
                awaitUntil(Instant.now().plusSeconds(20), child);
                say(
                        "%3d h: live heap %,d to %,d KB; tasks restored in %s ms",
                        hour, heap.getMin(), heap.getMax(), restored(child));
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

    /** Of some moments: the least holds hardly any page under way. */
    private static LongSummaryStatistics live(Child child) throws IOException, InterruptedException {
        LongSummaryStatistics kilobytes = new LongSummaryStatistics();
        for (int i = 0; i < SAMPLES; i++) {
            kilobytes.accept(liveKilobytes(child));
            Thread.sleep(300);
        }
        return kilobytes;
    }

    /** What can be reached, object by object: what was allocated since the collection does not count. */
    private static long liveKilobytes(Child child) throws IOException, InterruptedException {
        Matcher total = TOTAL.matcher(ask(child, "GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("no sum of the histogram");
        }
        return Long.parseLong(total.group(1)) / 1024;
    }

    private static String ask(Child child, String command) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(child.process().pid()), command).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer;
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
