package io.cdrstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.demo.Comparison.Findings;
import org.junit.jupiter.api.Test;

final class VerdictTest {

    private static final Findings CLEAN = new Findings(100, 100, 0, 0, 0, 0, 3);

    @Test
    void lateCdrsAreNoDisagreement() {
        assertThat(new Verdict(CLEAN, 100, 100, 0, 0, 10).agrees()).isTrue();
    }

    @Test
    void oneThatIsLostIs() {
        assertThat(verdict(new Findings(100, 99, 0, 1, 0, 0, 0), 99).agrees()).isFalse();
    }

    @Test
    void oneThatIsPublishedTwiceIs() {
        assertThat(verdict(new Findings(100, 101, 1, 0, 0, 0, 0), 100).agrees()).isFalse();
    }

    @Test
    void aRecordPaidForTwiceIs() {
        assertThat(verdict(CLEAN, 101).agrees()).isFalse();
    }

    @Test
    void aBillThatCdrstreamDoesNotKnowOfIs() {
        assertThat(new Verdict(CLEAN, 100, 99, 0, 0, 10).agrees()).isFalse();
    }

    @Test
    void aFaultExcusesTheRecordsOfItsAnswerAndNoMore() {
        assertThat(new Verdict(CLEAN, 107, 100, 7, 0, 10).agrees()).isTrue();
        assertThat(new Verdict(CLEAN, 108, 108, 7, 0, 10).agrees()).isFalse();
    }

    @Test
    void aKillExcusesTwelvePagesAndNoMore() {
        assertThat(new Verdict(CLEAN, 220, -1, 0, 1, 10).agrees()).isTrue();
        assertThat(new Verdict(CLEAN, 221, -1, 0, 1, 10).agrees()).isFalse();
    }

    private static Verdict verdict(Findings findings, long billed) {
        return new Verdict(findings, billed, billed, 0, 0, 10);
    }
}
