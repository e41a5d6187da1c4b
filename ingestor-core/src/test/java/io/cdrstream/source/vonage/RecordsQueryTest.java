package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Direction;
import io.cdrstream.model.PageRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsQueryTest {

    private final CdrStream filtered = Pages.stream(
            "SMS",
            Direction.OUTBOUND,
            "id",
            Map.of("to", "+44 7", "status", "a&b=ü"),
            Map.of("include_message", "true", "other", "1"));

    @Test
    void everythingIsEncodedAPlusToo() {
        assertThat(RecordsQuery.page(Pages.request(filtered, new Cursor("c+/=", "i-_")))
                        .split("&"))
                .containsExactlyInAnyOrder(
                        "product=SMS",
                        "account_id=abcd1234",
                        "direction=outbound",
                        "status=a%26b%3D%C3%BC",
                        "to=%2B44%207",
                        "include_message=true",
                        "other=1",
                        "date_start=2026-11-20T10%3A00%3A00Z",
                        "date_end=2026-11-20T10%3A01%3A00Z",
                        "cursor=c%2B%2F%3D",
                        "iv=i-_");
    }

    @Test
    void withoutADirectionNoneIsSent() {
        assertThat(RecordsQuery.page(Pages.request(Pages.stream("VOICE-CALL", null, "id"), null)))
                .isEqualTo("product=VOICE-CALL&account_id=abcd1234"
                        + "&date_start=2026-11-20T10%3A00%3A00Z&date_end=2026-11-20T10%3A01%3A00Z");
    }

    @Test
    void aLookUpHasNeitherDatesNorFilters() {
        assertThat(RecordsQuery.lookUp(filtered, List.of("a b", "c")))
                .isEqualTo("product=SMS&account_id=abcd1234&direction=outbound&include_message=true&id=a%20b%2Cc");
    }

    @Test
    void aFollowUpIsALookUp() {
        PageRequest some = Pages.request(filtered, null);
        PageRequest followUp = PageRequest.followUp(filtered, some.slice(), List.of("a b", "c"));
        assertThat(followUp.isFirst()).isTrue();
        assertThat(RecordsQuery.page(followUp)).isEqualTo(RecordsQuery.lookUp(filtered, List.of("a b", "c")));
    }
}
