package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Direction;
import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Got;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowUpPageTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z"));
    private static final PageRequest FOLLOW_UP = PageRequest.followUp(
            Pages.stream("SMS", Direction.OUTBOUND, "id"), Pages.sms().slice(), List.of("m-100001", "gone"));

    private final RecordsPageReader reader =
            new RecordsPageReader(CLOCK, new ForeignLinks(URI.create("https://api.example"), CLOCK, () -> {}));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"ids_not_found\":\"gone\",",
                "\"cursor\":\"c\",\"iv\":\"i\",",
                "\"_links\":{\"next\":{\"href\":\"/x?cursor=c&iv=i\"}},"
            })
    void isOnePageWhateverTheAnswerSaysOfOthers(String more) {
        for (String status : List.of("SUCCESS", "TRUNCATED")) {
            byte[] body = Pages.bytes(Pages.page(status, more, List.of(Pages.record(1))));
            Got got = (Got) reader.page(FOLLOW_UP, body, null);
            assertThat(got.page().request()).isSameAs(FOLLOW_UP);
            assertThat(got.page().isLast()).isTrue();
            assertThat(got.page().records()).hasSize(1);
        }
    }

    @Test
    void mustBeAWholeAnswerNevertheless() {
        byte[] body = Pages.bytes(Pages.page("FAILED", "", List.of(Pages.record(1))));
        assertThat(reader.page(FOLLOW_UP, body, null)).isInstanceOf(Failed.class);
    }
}
