package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a replay leaves in the dead-letter topic, in the partition of the letter that it is about and in the transaction
 * that publishes the event: whoever reads the topic knows which letters are settled.
 */
final class LetterMark {

    /** The letter's place. */
    static final String REPLAY_OF = "replay-of";

    /** Why it is still dead; absent if it is an event now. */
    static final String REFUSED = "refused";

    private static final byte[] NOTHING = new byte[0];

    private LetterMark() {}

    static ProducerRecord<byte[], byte[]> of(String topic, LetterPlace letter, @Nullable String why) {
        byte[] name = letter.toString().getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(topic, letter.partition(), name, NOTHING);
        Headers headers = mark.headers();
        headers.add(REPLAY_OF, name);
        if (why != null) {
            headers.add(REFUSED, why.getBytes(UTF_8));
        }
        return mark;
    }
}
