package io.cdrstream.event.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedDriftTest {

    private final List<String> told = new ArrayList<>();
    private final DriftListener bounded = new BoundedDrift(
            new DriftListener() {
                @Override
                public void didNotParse(String field) {
                    told.add(field);
                }

                @Override
                public void unknownField(String field) {
                    told.add(field);
                }

                @Override
                public void newValue(String field, String value) {
                    told.add(field + "=" + value);
                }
            },
            3);

    @Test
    void afterSoManyNamesTheRestIsOtherButForTheSchemasOwn() {
        List.of("a", "b", "a", "c", "d", "a").forEach(bounded::unknownField);
        bounded.didNotParse("d");
        bounded.newValue("status", "gone");
        assertThat(told).containsExactly("a", "b", "a", "c", "other", "a", "d", "status=other");
    }

    @Test
    void whatIsNoIdentifierIsNeverTold() {
        List.of("447700900000", "a b", "a@b", "", "é", "a".repeat(49), "a1234").forEach(bounded::unknownField);
        assertThat(told).hasSize(7).containsOnly("other");
        told.clear();
        List.of("rcs_event_count", "VIBER-2", "_record").forEach(bounded::unknownField);
        assertThat(told).containsExactly("rcs_event_count", "VIBER-2", "_record");
    }
}
