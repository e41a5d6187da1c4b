package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.kafka.DeadLetter;
import io.cdrstream.sink.kafka.DeadLetter.State;
import io.cdrstream.sink.kafka.DeadLetters;
import io.cdrstream.sink.kafka.LetterPlace;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Asks the instances that run to publish dead letters after all. What is published already is not asked for, and would
 * not be published again if it were.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Asks the running instances to publish dead letters after all, say after a topic's limit was raised."
                        + " The API is not asked and nothing is charged; no record is published twice.",
        footerHeading = "%nExamples:%n",
        footer = {"  cdrstream dead-letter replay 0@17 0@23", "  cdrstream dead-letter replay --all --reason larger"})
final class DeadLetterReplayCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Mixin
    private final LetterChoice choice = new LetterChoice();

    @Option(names = "--all", description = "All that are not published yet.")
    private boolean isAll;

    @Option(names = "--dry-run", description = "Only say which.")
    private boolean isDryRun;

    @Option(
            names = "--timeout",
            paramLabel = "<seconds>",
            defaultValue = "60",
            description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Parameters(paramLabel = "<place>", arity = "0..*", description = "As the list shows them: <partition>@<offset>.")
    private List<String> places = new ArrayList<>();

    DeadLetterReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        if (places.isEmpty() == !isAll) {
            throw new Refused(ExitCode.CONFIGURATION, "name dead letters, such as 0@17, or say --all");
        }
        GivenNumber.atLeast("--timeout", 1, timeout);
        Configuration configuration = file.read(surroundings, spec.commandLine().getErr());
        DeadLetters topic = new DeadLetters(configuration.kafka());
        List<DeadLetter> wanted = wanted(KafkaCall.of(topic::list));
        Map<LetterPlace, StreamId> askable = askable(wanted, configuration);
        PrintWriter out = spec.commandLine().getOut();
        if (isDryRun) {
            askable.forEach((place, stream) -> out.println(place + "  " + stream + "  would be asked for"));
            return ExitCode.OK;
        }
        int published = replay(topic, askable);
        out.println(published + " of " + wanted.size() + " dead letters published");
        return published == wanted.size() ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<DeadLetter> wanted(List<DeadLetter> letters) throws Refused {
        if (isAll) {
            return letters.stream()
                    .filter(letter -> letter.state() != State.PUBLISHED && choice.takes(letter))
                    .toList();
        }
        Map<LetterPlace, DeadLetter> byPlace =
                letters.stream().collect(Collectors.toMap(DeadLetter::place, Function.identity()));
        List<DeadLetter> wanted = new ArrayList<>();
        for (String place : new LinkedHashSet<>(places)) {
            wanted.add(named(byPlace, place));
        }
        return wanted;
    }

    private static DeadLetter named(Map<LetterPlace, DeadLetter> byPlace, String place) throws Refused {
        try {
            @Nullable DeadLetter letter = byPlace.get(LetterPlace.parse(place));
            if (letter == null) {
                throw new Refused(
                        ExitCode.FAILED, "no dead letter begins at " + place + "; see cdrstream dead-letter list");
            }
            if (letter.state() == State.PUBLISHED) {
                throw new Refused(ExitCode.FAILED, "the dead letter at " + place + " is published already");
            }
            return letter;
        } catch (IllegalArgumentException e) {
            throw new Refused(ExitCode.CONFIGURATION, e.getMessage() + ", not " + place);
        }
    }

    /** Those whose stream is configured; of the others it says so. */
    private Map<LetterPlace, StreamId> askable(List<DeadLetter> wanted, Configuration configuration) {
        Map<String, StreamId> streams = new LinkedHashMap<>();
        configuration
                .ingestor()
                .streams()
                .forEach(stream -> streams.put(stream.id().text(), stream.id()));
        Map<LetterPlace, StreamId> askable = new LinkedHashMap<>();
        for (DeadLetter letter : wanted) {
            @Nullable StreamId stream = streams.get(letter.stream());
            if (stream == null) {
                say(letter.place(), "is not asked for: its stream " + letter.stream() + " is not configured");
            } else {
                askable.put(letter.place(), stream);
            }
        }
        return askable;
    }

    private int replay(DeadLetters topic, Map<LetterPlace, StreamId> askable) throws Refused {
        if (askable.isEmpty()) {
            return 0;
        }
        int[] published = {0};
        Set<LetterPlace> unanswered =
                KafkaCall.of(() -> topic.replay(askable, Duration.ofSeconds(timeout), (place, why) -> {
                    published[0] += why == null ? 1 : 0;
                    say(place, why == null ? "is published" : "is refused: " + why);
                }));
        if (!unanswered.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("cdrstream: " + unanswered.size()
                            + " are not answered yet. Does an instance run? The requests"
                            + " are kept for a week, and settled as soon as one does.");
        }
        return published[0];
    }

    private void say(LetterPlace place, String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(place + " " + sentence);
        out.flush();
    }
}
