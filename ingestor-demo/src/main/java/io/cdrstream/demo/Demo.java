package io.cdrstream.demo;

import io.cdrstream.app.config.ConfigurationWrong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code ./demo}, which shows {@code help.txt} itself, since it may have to build this first. */
@Command(
        name = "./demo",
        sortOptions = false,
        description = "CDRs from a simulated Reports API through cdrstream into a real Kafka, all in one process. At"
                + " Ctrl-C, or after --for, everything in Kafka is compared with everything the simulator had.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Kafka agrees with the truth (with --config: read until stopped)",
            "1:It does not, or the comparison could not be made",
            "2:The options or the configuration are wrong"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./demo                                  until Ctrl-C",
            "  ./demo --for 30s --faults 0.05          with an API that fails",
            "  ./demo --for 60s --kills 5              killed at random moments",
            "  ./demo --config mine.yaml --cap 0.50    the real API, for 50 cents at most"
        })
public final class Demo implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and exit.")
    private boolean isHelp;

    @Mixin
    private DemoOptions options = new DemoOptions();

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "io/cdrstream/demo/logback.xml");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Demo()).setUsageHelpAutoWidth(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        options.problem().ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem);
        });
        Screen screen = new Screen(spec.commandLine().getOut(), isTerminal());
        StopSignal stop = StopSignal.after(options.duration());
        int code = ExitCode.DISAGREES;
        try (RunDirectory directory = RunDirectory.create(options)) {
            code = run(directory, screen, stop);
        } catch (ConfigurationWrong e) {
            code = ExitCode.USAGE;
            screen.say("", "The configuration is wrong:", String.valueOf(e.getMessage()));
        } catch (DemoFailed e) {
            screen.say("", "FAILED: " + e.getMessage());
        } finally {
            stop.finished(code);
        }
        return code;
    }

    @SuppressWarnings("SystemConsoleNull") // the script says --plain too: a newer Java always has a console
    private boolean isTerminal() {
        return !options.isPlain() && System.console() != null;
    }

    private int run(RunDirectory directory, Screen screen, StopSignal stop)
            throws DemoFailed, ConfigurationWrong, InterruptedException {
        if (options.configuration().isPresent()) {
            new RealRun(options, directory, screen, stop)
                    .run(options.configuration().get());
            return ExitCode.AGREES;
        }
        boolean agrees = new SimulatedRun(options, directory, screen, stop).run();
        return agrees ? ExitCode.AGREES : ExitCode.DISAGREES;
    }
}
