package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayCodecTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 255, 256, 300, 90_000, 2_592_000})
    void whatWasSeenOnceIsForgottenByHalvingAndTheRestCanBeStored(long once) {
        Histogram all = DelayCodec.empty();
        all.recordValueWithCount(60, 101);
        all.recordValue(once);

        Histogram half = DelayCodec.decode(DelayCodec.encode(DelayCodec.halved(all)));

        assertThat(half.getTotalCount()).isEqualTo(50);
        assertThat(half.getMaxValue()).isEqualTo(60);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverWasLearnedAndHoweverOftenItWasHalvedItIsReadAsItWasStored(long seed) {
        Random random = new Random(seed);
        Histogram kept = DelayCodec.empty();
        for (int round = 0; round < 5; round++) {
            for (int i = random.nextInt(500); i >= 0; i--) {
                kept.recordValue((long) Math.min(DelayCodec.MOST_SECONDS, Math.exp(4 + 3 * random.nextGaussian())));
            }
            Histogram half = DelayCodec.halved(kept);
            kept = DelayCodec.decode(DelayCodec.encode(half));
            assertThat(DelayCodec.told("a", kept))
                    .hasToString(DelayCodec.told("a", half).toString());
            assertThat(DelayCodec.told("a", kept).quantile(0.5))
                    .isEqualTo(DelayCodec.told("a", half).quantile(0.5));
        }
    }
}
