package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangedStreamsTest {

    private final CdrStream stream = Pages.stream("cdr.sms");

    @Test
    void aStreamAsItWasIsNotMentioned() {
        assertThat(findings("id", EventFormat.JSON, Map.of())).isEmpty();
    }

    @Test
    void aChangedKeyFormatOrOptionIsSaidBeforeItApplies() {
        assertThat(findings("to", EventFormat.JSON, Map.of()))
                .singleElement()
                .asString()
                .contains("changes its key from to to id for what is read from " + START + " on");
        assertThat(findings("id", EventFormat.AVRO, Map.of()))
                .singleElement()
                .asString()
                .contains("changes its format from avro to json for what is read from " + START + " on");
        assertThat(findings("id", EventFormat.JSON, Map.of("include_message", "true")))
                .singleElement()
                .asString()
                .contains("changes its options from {include_message=true} to {}");
    }

    private List<Finding> findings(String key, EventFormat format, Map<String, String> options) {
        CheckpointBatch batch = new CheckpointBatch();
        batch.stream(new StreamRecord(
                stream.id().text(), START, START, START, START, List.of(), null, 7, key, format, options, START));
        Checkpoints stored = new Checkpoints();
        batch.drainCheckpoints(stored::apply);
        List<Finding> findings = new ArrayList<>();
        ChangedStreams.compare(stored, List.of(stream), findings);
        return findings;
    }
}
