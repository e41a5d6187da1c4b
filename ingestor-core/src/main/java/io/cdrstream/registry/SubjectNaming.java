package io.cdrstream.registry;

/**
 * What a subject is named after. Compatibility is checked within a subject, so a topic that holds several products
 * needs one of the two that name the record.
 */
public enum SubjectNaming {
    /** One schema per topic: {@code <topic>-value}. The default of all Confluent clients. */
    TOPIC,
    /** One schema per product, whatever the topic: {@code <full name>}. */
    RECORD,
    /** One schema per product and topic: {@code <topic>-<full name>}. */
    TOPIC_RECORD;

    /**
     * The subject of the values of a topic.
     *
     * @param fullName namespace and name of the record
     */
    public String subject(String topic, String fullName) {
        return switch (this) {
            case TOPIC -> topic + "-value";
            case RECORD -> fullName;
            case TOPIC_RECORD -> topic + "-" + fullName;
        };
    }
}
