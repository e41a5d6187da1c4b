package io.cdrstream.source.vonage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.vonage.ElementSpans.Span;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random pages of nasty texts with a few of their bytes changed. Whatever is salvaged: of a record that was not touched
 * nothing is lost, and what is published is a record as it was, or one that was touched and is JSON still.
 */
class DamagedPagesTest {

    private static final int ROUNDS = 5000;
    /** Two records meet in five bytes, the brace of each included: four of them lie outside of either. */
    private static final int BORDER = 4;

    private static final String[] PIECES = {
        "a", "é", "😀", "\\\"", "\\\\", "{", "}", "[", "]", ",", ":", " ", "\\n", "},{", "\\u00e9", "records", "\\/"
    };
    private static final String RUBBISH = "\"\\{}[],: x0";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z"));

    private final RecordsPageReader reader =
            new RecordsPageReader(CLOCK, new ForeignLinks(URI.create("https://api.example:443"), CLOCK, () -> {}));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void whatWasNotTouchedIsPublishedAndNothingIsMadeUp(int changes) {
        int salvaged = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed * 31L + changes);
            byte[] body = page(random);
            List<Span> records = Objects.requireNonNull(ElementSpans.of(body));
            Set<Integer> touched = change(body, records, changes, random);
            if (reader.page(Pages.sms(), body, null) instanceof Got got
                    && got.page().isSalvaged()) {
                salvaged++;
                List<Span> published = got.page().records().stream()
                        .map(cdr -> new Span(cdr.offset(), cdr.offset() + cdr.length()))
                        .toList();
                List<Span> whole = records.stream()
                        .filter(span -> !isTouched(span, touched, BORDER))
                        .toList();
                assertThat(published).as("seed %d", seed).containsAll(whole);
                assertThat(published)
                        .as("seed %d", seed)
                        .allMatch(span -> records.contains(span) || isTouched(span, touched, 0));
                assertThat(published)
                        .as("seed %d", seed)
                        .allMatch(
                                span -> KeptRecord.isReadable(body, span.from(), span.length(), Pages.sms().stream()));
            }
        }
        assertThat(salvaged).isGreaterThan(ROUNDS / 100);
    }

    private static boolean isTouched(Span span, Set<Integer> touched, int around) {
        return touched.stream().anyMatch(at -> at >= span.from() - around && at < span.to() + around);
    }

    /** Changes bytes, most of them inside records, by rubbish of every kind. Returns which. */
    private static Set<Integer> change(byte[] body, List<Span> records, int changes, Random random) {
        Set<Integer> touched = new HashSet<>();
        for (int i = 0; i < changes; i++) {
            Span in = records.get(random.nextInt(records.size()));
            int at = random.nextInt(4) == 0 ? random.nextInt(body.length) : in.from() + random.nextInt(in.length());
            body[at] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) RUBBISH.charAt(random.nextInt(RUBBISH.length()));
            touched.add(at);
        }
        return touched;
    }

    private static byte[] page(Random random) {
        List<String> records = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            records.add("{\"id\":\"r-" + i + "\",\"n\":" + random.nextInt(100) + ",\"o\":{\"a\":[1,{}]},\"t\":\""
                    + text(random) + "\"}");
        }
        return Pages.page(records).getBytes(UTF_8);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, PIECES.length)
                .mapToObj(i -> PIECES[i])
                .collect(Collectors.joining());
    }
}
