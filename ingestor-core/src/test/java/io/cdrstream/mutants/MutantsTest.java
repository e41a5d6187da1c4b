package io.cdrstream.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every invariant is guarded by a test that can fail: for each mutant, the changed class is compiled and put before the
 * real one, and its test has to fail in a process of its own. Run with {@code mvn verify -Pmutants}.
 */
@Tag("mutants")
class MutantsTest {

    private static final String LAWS = "io.cdrstream.laws.PromiseLawsTest";
    private static final String PASSES = "io.cdrstream.laws.PassLawsTest";
    private static final String BOOK = "io.cdrstream.sink.StreamBookTest";
    private static final String REDO = "io.cdrstream.sink.RedoBookTest";
    private static final String REDO_LAWS = "io.cdrstream.laws.RedoLawsTest";
    private static final String SESSION = "io.cdrstream.sink.kafka.KafkaSessionIT";
    private static final String REPLAY = "io.cdrstream.sink.kafka.ReplayIT";
    private static final int MOST_SECONDS = 120;

    private static final String RESTORE =
            """
                    try (Admin admin = Admin.create(ClientProperties.admin(scope.settings()));
                            TaskReader reader = new TaskReader(scope, admin)) {
                        Checkpoints stored = reader.checkpoints();
            """;

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "I1 seen-set with the events",
                        "io.cdrstream.sink.SeenChunks",
                        "            appended.add(new Posting.Chunk(ref, prints));",
                        "",
                        PASSES),
                new Mutant(
                        "I1 progress in the events' transaction",
                        "io.cdrstream.sink.kafka.KafkaSession",
                        "            batch.drainCheckpoints(",
                        "            producer.commitTransaction();\n            producer.beginTransaction();\n"
                                + "            batch.drainCheckpoints(",
                        SESSION),
                new Mutant(
                        "I1 a letter that was published is known to be",
                        "io.cdrstream.sink.kafka.Letters",
                        "published.add(mark.of());",
                        "",
                        REPLAY),
                new Mutant(
                        "I1 what comes back from a letter is in the seen-set",
                        "io.cdrstream.sink.StreamBook",
                        "frontiers.reading(range).forEach(OpenSlice::forgetSeen);",
                        "",
                        BOOK),
                new Mutant(
                        "I2 fence before restore",
                        "io.cdrstream.sink.kafka.KafkaSession",
                        "        producer.initTransactions(); // I2: nobody writes to this task's partitions from here on but"
                                + " us\n" + RESTORE,
                        RESTORE + "            producer.initTransactions();\n",
                        SESSION),
                new Mutant(
                        "I2 restore to the high watermark",
                        "io.cdrstream.sink.kafka.PartitionReader",
                        "IsolationLevel.READ_UNCOMMITTED",
                        "IsolationLevel.READ_COMMITTED",
                        SESSION),
                new Mutant(
                        "I3 a seal never goes back",
                        "io.cdrstream.sink.StreamBook",
                        "if (open.isAfter(sealed)) {",
                        "if (!open.equals(sealed)) {",
                        REDO_LAWS),
                new Mutant(
                        "I4 slices are contiguous",
                        "io.cdrstream.plan.SlicePlanner",
                        "new Slice(from, min(to, from.plus(length)))",
                        "new Slice(from.plusSeconds(1), min(to, from.plus(length)))",
                        "io.cdrstream.plan.SlicePlannerTest"),
                new Mutant(
                        "I4 slices are half-open",
                        "io.cdrstream.sink.Frontiers",
                        "next != null && next.isBefore(slice.to())",
                        "false",
                        "io.cdrstream.sink.StreamBookTest"),
                new Mutant(
                        "I5 the watermark moves over no gap",
                        "io.cdrstream.sink.Frontiers",
                        "@Nullable OpenSlice first = slices.get(frontiers[pass]);",
                        "@Nullable OpenSlice first = slices.isEmpty() ? null : slices.firstEntry().getValue();",
                        LAWS),
                new Mutant(
                        "I5 a dirty audit stands for nothing but itself",
                        "io.cdrstream.model.Progress",
                        "return isDirty ? slice : new Slice(block, slice.to());",
                        "return new Slice(block, slice.to());",
                        PASSES),
                new Mutant(
                        "I5 nothing unsettled is read",
                        "io.cdrstream.plan.SlicePlanner",
                        "return apiTime.minus(stream.settle()).truncatedTo(ChronoUnit.SECONDS);",
                        "return apiTime.truncatedTo(ChronoUnit.SECONDS);",
                        "io.cdrstream.plan.SlicePlannerTest"),
                new Mutant(
                        "I6 no phone number in a name",
                        "io.cdrstream.model.StreamId",
                        "(PERSONAL.contains(f.getKey()) ? digest(f.getValue()) : f.getValue())",
                        "f.getValue()",
                        "io.cdrstream.model.StreamIdTest"),
                new Mutant(
                        "I7 start-up goes on where the checkpoints say",
                        "io.cdrstream.flow.SliceReader",
                        "reader.next = progress.next();",
                        "reader.next = null;",
                        LAWS),
                new Mutant(
                        "I8 a held page is not asked for again",
                        "io.cdrstream.flow.HeldPages",
                        "left.addAll(wanted);",
                        "",
                        LAWS),
                new Mutant(
                        "I8 a cap is one cap however many share it",
                        "io.cdrstream.plan.FeeCap",
                        "part(capRecords - (spentByAll() - sinceLook)) - sinceLook",
                        "part(capRecords) - spent()",
                        "io.cdrstream.laws.CapLawsTest"),
                new Mutant(
                        "I8 what was read late is not read again",
                        "io.cdrstream.sink.Frontiers",
                        "                if (late != null) {",
                        "                if (false) {",
                        PASSES),
                new Mutant(
                        "I5 of what was read late only the part that was due stands for a later pass",
                        "io.cdrstream.sink.Frontiers",
                        "return isAllLate ? read.slice : new Slice(read.slice.from(), due);",
                        "return read.slice;",
                        PASSES),
                new Mutant(
                        "I8 what has not changed is not published again",
                        "io.cdrstream.sink.Assessment",
                        "before == null || !changed.isEmpty();",
                        "true;",
                        PASSES),
                new Mutant(
                        "I8 what a redo has yet to read is not forgotten",
                        "io.cdrstream.sink.StreamBook",
                        "if (redo != null && redo.next().isBefore(forgotten)) {",
                        "if (false) {",
                        REDO),
                new Mutant(
                        "I8 what was forgotten once is not said to be known",
                        "io.cdrstream.sink.SeenChunks",
                        "if (before.isAfter(known)) {",
                        "if (!before.equals(known)) {",
                        REDO),
                new Mutant(
                        "I4 a redo that is cancelled leaves no slice in the way",
                        "io.cdrstream.sink.CancelledRedo",
                        "slice.pass() == PageRequest.REDO",
                        "false",
                        REDO),
                new Mutant(
                        "I9 a redo waits for what is asked by id",
                        "io.cdrstream.flow.Lanes",
                        "again == null || isAsked.test(again.slice()) ? null",
                        "again == null ? null",
                        "io.cdrstream.flow.RedoLaneTest"),
                new Mutant(
                        "I9 a pass follows the one before it",
                        "io.cdrstream.flow.Lanes",
                        ".next(frontier, frontiers.get(pass - 1),",
                        ".next(frontier, Instant.MAX,",
                        PASSES),
                new Mutant(
                        "I9 nobody is asked for whose time is being read",
                        "io.cdrstream.flow.FollowUpReader",
                        " && isFree.test(batch.range())",
                        "",
                        PASSES));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isNoticed(Mutant mutant) throws Exception {
        Path classes = compile(mutant);
        String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        RunTest.class.getName(),
                        mutant.test())
                .redirectErrorStream(true)
                .redirectOutput(classes.resolve("run.log").toFile())
                .start();
        boolean ended = run.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        run.destroyForcibly();

        assertThat(ended ? run.exitValue() : 1)
                .as("%s in %s: 0 = survives, 1 = noticed, else not run; see %s", mutant, mutant.test(), classes)
                .isOne();
    }

    private static Path compile(Mutant mutant) throws Exception {
        Path root = Path.of("target/mutants", Integer.toHexString(mutant.hashCode()));
        Path changed = root.resolve("src").resolve(mutant.file());
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, mutant.applied());
        Path classes = Files.createDirectories(root.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        changed.toString());
        assertThat(result).as("%s compiles", mutant).isZero();
        return classes;
    }
}
