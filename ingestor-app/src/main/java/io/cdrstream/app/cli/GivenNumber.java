package io.cdrstream.app.cli;

/** A number as it is given on a command line: within its limits, or refused with them. */
final class GivenNumber {

    private GivenNumber() {}

    /** @param option its name, for the complaint */
    static long within(String option, long least, long most, long given) throws Refused {
        if (given < least || given > most) {
            throw refused(option, "from " + least + " to " + most, given);
        }
        return given;
    }

    /** @param option its name, for the complaint */
    static long atLeast(String option, long least, long given) throws Refused {
        if (given < least) {
            throw refused(option, "of " + least + " or more", given);
        }
        return given;
    }

    /** A percentage as the part that it is; NaN is none. */
    static double percent(String option, double given) throws Refused {
        if (given >= 0 && given <= 100) {
            return given / 100;
        }
        throw refused(option, "from 0 to 100", given);
    }

    private static Refused refused(String option, String limits, Number given) {
        return new Refused(ExitCode.CONFIGURATION, option + " takes a number " + limits + ", not " + given);
    }
}
