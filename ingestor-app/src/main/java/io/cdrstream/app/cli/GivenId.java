package io.cdrstream.app.cli;

/** The id of a record as it is given on a command line. An empty one is a variable that a script has not set. */
final class GivenId {

    private GivenId() {}

    static String of(String text) throws Refused {
        if (text.isBlank()) {
            throw new Refused(ExitCode.CONFIGURATION, "an id is empty");
        }
        return text;
    }
}
