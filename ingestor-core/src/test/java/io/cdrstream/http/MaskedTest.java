package io.cdrstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskedTest {

    private final Masked masked = new Masked("p+ss", "YWJj", null, "");

    @Test
    void secretsAreHiddenInEverySpelling() {
        assertThat(masked.text("a p+ss, p%2Bss, Basic YWJj!")).isEqualTo("a ***, ***, Basic ***!");
    }

    @Test
    void numbersAndAddressesAreHiddenAndShortOrDatedOnesNot() {
        assertThat(masked.text("+447700900001 +44 (7700) 900.001 12345 1234"))
                .doesNotContain("7700")
                .doesNotContain("12345");
        assertThat(masked.text("1234 of 2026-11-20")).isEqualTo("1234 of 2026-11-20");
        assertThat(masked.text("mail <some.one+x@host.example>")).isEqualTo("mail <***>");
    }

    @Test
    void itIsOneLineOfBoundedLength() {
        assertThat(masked.text(" a\r\nb\u001b[31m\u2028c\u202E ")).isEqualTo("a b [31m c");
        assertThat(masked.text("x".repeat(5000))).hasSize(200);
    }
}
