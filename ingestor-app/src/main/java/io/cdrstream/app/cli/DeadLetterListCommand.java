package io.cdrstream.app.cli;

import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.sink.kafka.DeadLetter;
import io.cdrstream.sink.kafka.DeadLetter.State;
import io.cdrstream.sink.kafka.DeadLetters;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One line for each dead letter, without its bytes. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters: place, time, state, stream, slice, place in the page, size and reason.",
        footerHeading = "%nExample:%n",
        footer = {"  cdrstream dead-letter list --stream abcd1234/SMS --reason larger"})
final class DeadLetterListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Mixin
    private final LetterChoice choice = new LetterChoice();

    @Option(names = "--all", description = "Those too that are published by now.")
    private boolean isAll;

    DeadLetterListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        PrintWriter out = spec.commandLine().getOut();
        DeadLetters topic = new DeadLetters(
                file.read(surroundings, spec.commandLine().getErr()).kafka());
        List<DeadLetter> letters =
                KafkaCall.of(topic::list).stream().filter(choice::takes).toList();
        letters.stream()
                .filter(letter -> isAll || letter.state() != State.PUBLISHED)
                .forEach(letter -> out.println(EventText.text(line(letter))));
        long published = letters.stream()
                .filter(letter -> letter.state() == State.PUBLISHED)
                .count();
        out.println("dead letters: " + letters.size() + ", published by now: " + published);
        return ExitCode.OK;
    }

    private static String line(DeadLetter letter) {
        String refused = letter.why() == null ? "" : "; asked for again: " + letter.why();
        return letter.place() + "  " + letter.time() + "  "
                + letter.state().name().toLowerCase(Locale.ROOT) + "  " + letter.stream() + "  " + letter.slice()
                + "  record " + letter.ordinal() + " of commit " + letter.sequence() + "  " + letter.bytes()
                + (letter.isWithheld() ? " bytes withheld  " : " bytes  ") + letter.reason() + refused;
    }
}
