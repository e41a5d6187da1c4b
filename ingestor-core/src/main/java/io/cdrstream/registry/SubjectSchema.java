package io.cdrstream.registry;

/**
 * A schema and the name under which the registry keeps its versions.
 *
 * @param text an Avro schema in JSON, without references to others
 */
public record SubjectSchema(String subject, String text) {

    @Override
    public String toString() {
        return subject;
    }
}
