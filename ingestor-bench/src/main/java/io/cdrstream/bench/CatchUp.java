package io.cdrstream.bench;

import io.cdrstream.bench.RequestLog.Usage;
import io.cdrstream.testkit.kafka.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * CDRs a second of a catch-up, from the first request to the last commit, beside the yardstick's: alternating pairs on
 * one broker, fresh topics for each. Both run with 256 MB of heap.
 */
@SuppressWarnings("NullAway.Init") // set by picocli
@Command(name = "catch-up", description = "Measures a catch-up beside a yardstick.")
final class CatchUp implements Callable<Integer> {

    private static final long PATIENCE = TimeUnit.MINUTES.toSeconds(10);
    private static final int PAGES_A_SLICE = 16;
    private static final String HEAP = "-Xmx256m";

    @Option(names = "--archive", required = true, description = "The archive of cdrstream.")
    private Path archive;

    @Option(names = "--cdrs", description = "How many CDRs in all.")
    private long cdrs = 3_000_000;

    @Option(names = "--accounts", description = "With ten streams each; 0 = one stream in all.")
    private int accounts = 4;

    @Option(names = "--pairs")
    private int pairs = 3;

    @Option(names = "--record-bytes")
    private int recordBytes = 700;

    @Option(names = "--tasks")
    private int tasks = Job.Layout.USUAL.tasks();

    @Option(names = "--partitions", description = "Of each topic of events, and of the yardstick's.")
    private int partitions = Job.Layout.USUAL.partitions();

    @Option(names = "--java-options", description = "More options for the JVM of cdrstream.")
    private String javaOptions = "";

    @Option(names = "--formats", description = "Beside itself: the CPU of Avro against that of JSON.")
    private boolean isOfFormats;

    @Option(names = "--alone", description = "Without the yardstick.")
    private boolean isAlone;

    @Option(
            names = "--producer",
            paramLabel = "<key=value>",
            description = "A property of the yardstick's producer; the rest of them are Kafka's defaults.")
    private Map<String, String> producer = Map.of();

    @Option(names = "--count", description = "Read back what was published, and compare.")
    private boolean isCounted;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        int perSecond = accounts == 0 ? 50 : 5;
        double[] ratios = new double[pairs];
        try (Scene scene = Scene.open(archive, perSecond, recordBytes, 0)) {
            for (int pair = 0; pair < pairs; pair++) {
                ratios[pair] = isOfFormats ? formats(scene, pair, perSecond) : rates(scene, pair, perSecond);
            }
        }
        Arrays.sort(ratios);
        say("median ratio %.2f", ratios[pairs / 2]);
        return 0;
    }

    private double rates(Scene scene, int pair, int perSecond)
            throws IOException, InterruptedException, ExecutionException {
        Job job = job("run" + pair, perSecond, "json");
        double rate = 1;
        if (!isAlone) {
            Run yardstick = yardstick(scene, job, perSecond);
            say("yardstick %s", yardstick);
            rate = yardstick.rate();
        }
        Run ours = ours(scene, job);
        say("cdrstream %s; ratio %.2f; load %.1f", ours, ours.rate() / rate, load());
        return ours.rate() / rate;
    }

    private double formats(Scene scene, int pair, int perSecond)
            throws IOException, InterruptedException, ExecutionException {
        Run json = ours(scene, job("json" + pair, perSecond, "json"));
        say("JSON %s", json);
        Run avro = ours(scene, job("avro" + pair, perSecond, "avro"));
        double ratio = avro.cpuOfOne() / json.cpuOfOne();
        say("Avro %s; ratio of CPU %.2f; load %.1f", avro, ratio, load());
        return ratio;
    }

    private Job job(String name, int perSecond, String format) {
        int streams = accounts == 0 ? 1 : 10 * accounts;
        Job.Layout layout = new Job.Layout(tasks, partitions);
        return new Job(name, accounts, Job.PAST, cdrs / streams / perSecond, 1000, layout, format);
    }

    private Run yardstick(Scene scene, Job job, int perSecond)
            throws IOException, InterruptedException, ExecutionException {
        String topic = "yard-" + job.name();
        try (Topics topics = new Topics(scene.broker().bootstrapServers())) {
            topics.create(topic, partitions);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "yardstick",
                "--api=" + scene.api(),
                "--kafka=" + scene.broker().bootstrapServers(),
                "--topic=" + topic,
                "--from=" + job.from(),
                "--streams=" + job.streams(),
                "--span=" + job.span(),
                "--slice=" + PAGES_A_SLICE * 1000 / perSecond));
        producer.forEach((key, value) -> arguments.add("--producer=" + key + "=" + value));
        scene.forget();
        try (Child child =
                Child.java(scene.directory().resolve("yardstick.log"), HEAP, arguments.toArray(String[]::new))) {
            return follow(scene, child, topic);
        }
    }

    private Run ours(Scene scene, Job job) throws IOException, InterruptedException, ExecutionException {
        Path config = job.write(scene);
        scene.forget();
        String topics = job.name() + "\\.[a-z0-9-]+";
        try (Child child = Child.cdrstream(
                scene.directory().resolve("cdrstream.log"), scene.directory(), config, HEAP + " " + javaOptions)) {
            Run run = follow(scene, child, topics);
            if (isCounted) {
                say("counted: %s of %d", Count.of(scene.broker().bootstrapServers(), topics), run.records());
            }
            return run;
        }
    }

    private static Run follow(Scene scene, Child child, String topics)
            throws IOException, InterruptedException, ExecutionException {
        double serverBefore = scene.server().cpuSeconds();
        double brokerBefore = scene.brokerCpuSeconds();
        long started = System.currentTimeMillis();
        double cpu = 0;
        try (Tide tide = new Tide(scene.broker().bootstrapServers(), topics)) {
            while (child.process().isAlive()) {
                tide.look();
                cpu = Math.max(cpu, child.cpuSeconds());
                if (System.currentTimeMillis() - started > PATIENCE * 1000) {
                    throw new IllegalStateException("not done after " + PATIENCE + " s, see " + child.log());
                }
                Thread.sleep(100);
            }
            tide.look();
            Usage usage = scene.usage();
            if (child.process().exitValue() != 0) {
                throw new IllegalStateException("exit " + child.process().exitValue() + ", see " + child.log());
            }
            double seconds = (tide.rose() - usage.first()) / 1000.0;
            double server = scene.server().cpuSeconds() - serverBefore;
            double broker = scene.brokerCpuSeconds() - brokerBefore;
            return new Run(usage.records(), usage.requests(), seconds, cpu, server, broker);
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(format, values));
        out.flush();
    }

    /**
     * @param seconds from the first request to the last commit
     * @param cpu seconds of CPU of the process itself
     */
    private record Run(long records, int requests, double seconds, double cpu, double server, double broker) {

        double cpuOfOne() {
            return cpu / records;
        }

        double rate() {
            return records / seconds;
        }

        @Override
        public String toString() {
            return String.format(
                    "%,.0f CDR/s (%,d in %.1f s, %d requests; CPU %.1f s, broker %.1f s, page server %.1f s)",
                    rate(), records, seconds, requests, cpu, broker, server);
        }
    }
}
