package io.cdrstream.app.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --json}, the same for all commands that report something: words for people, or one object for programs. */
final class ReportForm {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(names = "--json", description = "One JSON object instead of words.")
    private boolean isJson;

    /** @param report records, lists and maps of texts and numbers */
    void print(Object report, Consumer<PrintWriter> words) {
        PrintWriter out = command.commandLine().getOut();
        if (isJson) {
            out.println(JsonText.of(report));
        } else {
            words.accept(out);
        }
        out.flush();
    }
}
