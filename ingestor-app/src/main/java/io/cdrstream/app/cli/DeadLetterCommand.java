package io.cdrstream.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What could not become an event: which records, why, and once more. */
@Command(
        name = "dead-letter",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the records that could not become events, and publishes them after all.")
final class DeadLetterCommand {

    private DeadLetterCommand() {}

    static CommandLine of(Surroundings surroundings) {
        return new CommandLine(new DeadLetterCommand())
                .addSubcommand("list", new DeadLetterListCommand(surroundings))
                .addSubcommand("replay", new DeadLetterReplayCommand(surroundings));
    }
}
