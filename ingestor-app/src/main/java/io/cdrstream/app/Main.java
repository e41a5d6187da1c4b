package io.cdrstream.app;

import io.cdrstream.app.cli.CommandTree;
import io.cdrstream.app.cli.Surroundings;
import java.time.Clock;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Surroundings surroundings = new Surroundings(System::getenv, Clock.systemUTC(), RealAdapters::new);
        System.exit(CommandTree.of(surroundings).execute(arguments));
    }
}
