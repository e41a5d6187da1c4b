package io.cdrstream.app.config;

/** What the catalogue says, in the forms that people and their editors read. */
public final class Documents {

    private Documents() {}

    /** Every key, as Markdown: {@code docs/configuration.md}. */
    public static String reference() {
        return Reference.markdown(ConfigKeys.all());
    }

    /** A file to begin with: runs as it is, given two variables, and tells of every other key. */
    public static String example() {
        return Example.yaml(Shape.of(ConfigKeys.all()));
    }

    /** For editors that complete and check YAML. */
    public static String schema() {
        return Schema.json(Shape.of(ConfigKeys.all()));
    }
}
