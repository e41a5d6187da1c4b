package io.cdrstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written on a command line and makes no sense is refused, with its name and how to mend it. */
final class ArgumentsTest {

    private final Terminal terminal;

    ArgumentsTest(@TempDir Path folder) throws IOException {
        this.terminal = new Terminal(folder);
    }

    @Test
    void anUnknownOptionEndsWith2() {
        assertThat(terminal.execute("run", "--confg", "x")).isEqualTo(2);
    }

    @Test
    void aReplayWantsToKnowOfWhat() {
        assertThat(terminal.execute("dead-letter", "replay", "-c", terminal.file()))
                .isEqualTo(2);
        assertThat(terminal.execute("dead-letter", "replay", "--all", "0@17", "-c", terminal.file()))
                .isEqualTo(2);
        assertThat(terminal.complaints()).contains("name dead letters, such as 0@17, or say --all");
        assertThat(terminal.execute("dead-letter")).isEqualTo(2);
    }

    @Test
    void aTimeOrAStreamThatCannotBeEndsWith2() {
        assertThat(terminal.execute("completeness", "--from", "yesterday", "-c", terminal.file()))
                .isEqualTo(2);
        assertThat(terminal.execute(
                        "completeness", "--from", "2026-03-04", "--to", "2026-03-03", "-c", terminal.file()))
                .isEqualTo(2);
        assertThat(terminal.execute("explain", "x", "--at", "12:00", "-c", terminal.file()))
                .isEqualTo(2);
        assertThat(terminal.execute("explain", "x", "--product", "FAX", "-c", terminal.file()))
                .isEqualTo(2);
        assertThat(terminal.complaints())
                .contains(
                        "--from takes a time",
                        "before it begins",
                        "--at takes a time",
                        "no stream of the configuration");
    }

    @Test
    void fetchNeedsADirectionWhereTheProductDoes() {
        assertThat(terminal.execute("fetch", "-c", terminal.file(), "--product", "SMS", "known"))
                .isEqualTo(2);
        assertThat(terminal.complaints()).contains("SMS needs a direction");
        assertThat(terminal.execute("fetch", "-c", terminal.file(), "--product", "SMS", "--account", "other", "known"))
                .isEqualTo(2);
        assertThat(terminal.complaints()).contains("no credential of the configuration reads account other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reconcile --tolerance -5 | --tolerance takes a number from 0 to 100, not -5.0",
                "reconcile --tolerance 101 | --tolerance takes a number from 0 to 100, not 101.0",
                "reconcile --tolerance NaN | --tolerance takes a number from 0 to 100, not NaN",
                "reconcile --tolerance much | '--tolerance'",
                "reconcile --day 2026-02-30 | a day is written as 2026-03-01, not 2026-02-30",
                "reconcile --day 2999-01-01 | 2999-01-01 has not come yet",
                "reconcile --day 2020-01-01 | what was read on 2020-01-01 is known no longer; the oldest day possible is 2",
                "plan --days -1 | --days takes a number from 1 to 366, not -1",
                "plan --days 0 | --days takes a number from 1 to 366, not 0",
                "plan --days 1.5 | '--days'",
                "plan --rate SMS=-2/s | SMS=-2/s is not a rate such as",
                "plan --rate SMS=NaN/s | SMS=NaN/s is not a rate such as",
                "plan --rate SMS=1e9/s | SMS=1e9/s is not a rate such as",
                "tail cdr.sms --max 0 | --max takes a number of 1 or more, not 0",
                "tail cdr.sms --timeout -1 | --timeout takes a number of 1 or more, not -1",
                "tail EMPTY | a topic has a name of up to 249 letters",
                "tail .. | a topic has a name of up to 249 letters",
                "tail cdr/sms | a topic has a name of up to 249 letters, digits, dots, _ and -, not \"cdr/sms\"",
                "dead-letter replay --all --timeout 0 | --timeout takes a number of 1 or more, not 0",
                "explain EMPTY | an id is empty",
                "fetch --product ASR known EMPTY | an id is empty",
                "completeness --from 2026-03-32 | --from takes a time such as",
                "completeness --from -999999999-01-01 | --from takes a time of the years 1970 to 9999",
                "completeness --from 1969-12-31T23:59:59Z | --from takes a time of the years 1970 to 9999",
                "completeness --to +999999999-12-31 | --to takes a time of the years 1970 to 9999",
                "completeness --to 9999-12-31T23:00:00-02:00 | --to takes a time of the years 1970 to 9999",
                "reset abcd1234/SMS/outbound --dry-run --to +10000-01-01 | --to takes a time of the years 1970 to 9999",
                "reset abcd1234/SMS/outbound --cancel --to 2026-03-01 --yes | --cancel",
                "reset abcd1234/SMS/outbound --cancel | --yes",
                "reset abcd1234/SMS/outbound --yes | --cancel",
                "reset abcd1234/FAX/outbound --cancel --yes | is no stream of the configuration",
                "explain some --at noon | --at takes a time such as",
                "explain some --at +999999999-12-31 | --at takes a time of the years 1970 to 9999"
            })
    void anArgumentThatMakesNoSenseIsRefusedBeforeAnybodyIsAsked(String line, String complaint) {
        List<String> arguments = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            arguments.add(word.equals("EMPTY") ? "" : word);
        }
        arguments.addAll(List.of("-c", terminal.file()));
        assertThat(terminal.execute(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(terminal.complaints()).contains(complaint).doesNotContain("\tat ");
        assertThat(terminal.outside.asked).isEmpty();
    }
}
