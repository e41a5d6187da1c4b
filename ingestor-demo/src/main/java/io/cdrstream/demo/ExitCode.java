package io.cdrstream.demo;

/** What the demo tells its caller; {@code --help} lists them. */
final class ExitCode {

    /** Kafka agrees with the truth. With {@code --config}: read until stopped. */
    static final int AGREES = 0;
    /** It does not, or the comparison could not be made. */
    static final int DISAGREES = 1;
    /** The options or the configuration are wrong. */
    static final int USAGE = 2;

    private ExitCode() {}
}
