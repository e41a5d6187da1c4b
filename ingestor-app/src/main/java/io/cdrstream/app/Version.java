package io.cdrstream.app;

/** Which cdrstream this is. */
public final class Version {

    private Version() {}

    /** As built, or {@code development} outside of a jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
