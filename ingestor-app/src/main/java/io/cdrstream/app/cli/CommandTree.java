package io.cdrstream.app.cli;

import io.cdrstream.app.KafkaRefused;
import io.cdrstream.app.Verdict;
import io.cdrstream.app.admin.AdminServer;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.app.config.Problem;
import io.cdrstream.registry.RegistryRefused;
import io.cdrstream.sink.SessionLost;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import reactor.core.Exceptions;

/** The commands, and how they fail: in sentences, with an exit code, without a stack trace. */
public final class CommandTree {

    private CommandTree() {}

    public static CommandLine of(Surroundings surroundings) {
        CommandLine tree = new CommandLine(new RootCommand())
                .addSubcommand("run", new RunCommand(surroundings))
                .addSubcommand("check", new CheckCommand(surroundings))
                .addSubcommand("plan", new PlanCommand(surroundings))
                .addSubcommand("completeness", new CompletenessCommand(surroundings))
                .addSubcommand("explain", new ExplainCommand(surroundings))
                .addSubcommand("reset", new ResetCommand(surroundings))
                .addSubcommand("reconcile", new ReconcileCommand(surroundings))
                .addSubcommand("fetch", new FetchCommand(surroundings))
                .addSubcommand("tail", new TailCommand(surroundings))
                .addSubcommand("dead-letter", DeadLetterCommand.of(surroundings))
                .addSubcommand("config", new ConfigCommand(surroundings));
        tree.setExecutionExceptionHandler((e, command, arguments) -> report(Exceptions.unwrap(e), command));
        Answers answers = new Answers(surroundings.out());
        tree.setOut(answers.writer());
        tree.setExecutionStrategy(command -> answers.of(command, tree.getErr()));
        tree.setUsageHelpAutoWidth(true);
        return tree;
    }

    private static int report(Throwable e, CommandLine command) {
        PrintWriter err = command.getErr();
        if (e instanceof ConfigurationWrong wrong) {
            printProblems(wrong.problems(), err);
            return ExitCode.CONFIGURATION;
        }
        if (e instanceof AdminServer.Unavailable) {
            err.println("cdrstream: " + e.getMessage());
            return ExitCode.CONFIGURATION;
        }
        if (e instanceof KafkaRefused) {
            err.println(e.getMessage());
            return ExitCode.KAFKA;
        }
        if (e instanceof RegistryRefused) {
            err.println(Verdict.wrong("schema registry", String.valueOf(e.getMessage()), null));
            return ExitCode.REGISTRY;
        }
        if (e instanceof SessionLost lost) {
            err.println("cdrstream: " + lost.getMessage());
            return lost.meaning() == SessionLost.Meaning.BROKEN ? ExitCode.KAFKA : ExitCode.FAILED;
        }
        if (e instanceof Refused refused) {
            err.println("cdrstream: " + refused.getMessage());
            return refused.exitCode();
        }
        return unexpected(e, command);
    }

    private static void printProblems(List<Problem> problems, PrintWriter err) {
        err.println(
                problems.size() == 1
                        ? "cdrstream: the configuration is wrong:"
                        : "cdrstream: the configuration is wrong in " + problems.size() + " places:");
        problems.forEach(p -> err.println("  " + p));
    }

    /** The message of an unknown error may hold anything, so it is shown only on demand (I6). */
    private static int unexpected(Throwable e, CommandLine command) {
        command.getErr()
                .println("cdrstream: something unexpected went wrong ("
                        + e.getClass().getSimpleName()
                        + "). This is a defect; CDRSTREAM_DEBUG=1 shows where it happened.");
        if (System.getenv("CDRSTREAM_DEBUG") != null) {
            e.printStackTrace(command.getErr());
        }
        return ExitCode.FAILED;
    }
}
