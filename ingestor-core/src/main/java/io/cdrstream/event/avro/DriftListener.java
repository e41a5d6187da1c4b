package io.cdrstream.event.avro;

/**
 * Hears where records leave their schema. Names of unknown fields and values come from outside and are unbounded:
 * {@link BoundedDrift} stands before anything that counts them by name.
 */
public interface DriftListener {

    DriftListener NONE = new DriftListener() {
        @Override
        public void didNotParse(String field) {}

        @Override
        public void unknownField(String field) {}

        @Override
        public void newValue(String field, String value) {}
    };

    /** The field's text says more than its type can hold; the text was kept. */
    void didNotParse(String field);

    /** The schema does not know the field; its value was kept. */
    void unknownField(String field);

    /** The value is none of those known so far. */
    void newValue(String field, String value);
}
