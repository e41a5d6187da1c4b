package io.cdrstream.app;

import io.cdrstream.app.cli.CommandTree;
import io.cdrstream.app.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.Clock;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        OutputStream out = new FileOutputStream(FileDescriptor.out); // System.out would hide why it fails
        Surroundings surroundings = new Surroundings(System::getenv, Clock.systemUTC(), RealAdapters::new, out);
        System.exit(CommandTree.of(surroundings).execute(arguments));
    }
}
