package io.cdrstream.app.cli;

/** What the process tells its caller. Public API: {@code docs/cli.md} and {@code --help} list them. */
public final class ExitCode {

    /** Done; or stopped as told, with everything in flight committed. */
    public static final int OK = 0;
    /** Unexpected, or some of what was asked for is missing. */
    public static final int FAILED = 1;
    /** The configuration or the command line is wrong. */
    public static final int CONFIGURATION = 2;
    /** Kafka cannot be used as it is: unreachable, not authorised, topics with wrong settings. */
    public static final int KAFKA = 3;
    /** The API refuses a credential, an account or a product; or does not answer {@code check} or {@code fetch}. */
    public static final int API = 4;
    /** The schema registry refuses a schema or the credential, or cannot be asked. */
    public static final int REGISTRY = 5;
    /** A signal came and stopping took too long; the next start recovers. */
    public static final int KILLED = 143;

    private ExitCode() {}
}
