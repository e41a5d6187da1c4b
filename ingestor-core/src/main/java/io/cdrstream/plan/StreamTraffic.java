package io.cdrstream.plan;

import io.cdrstream.model.Direction;
import io.cdrstream.model.Product;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's records do, known or supposed: what a plan costs depends on it.
 *
 * @param recordsPerSecond distinct ones, by when they happened
 * @param visible which part the API shows at an age
 * @param open which part is in a state that is not final at an age
 * @param dirtyBlocks the part of audited blocks in which something was found that was not known, from 0 to 1; what
 *     {@code visible} makes likely is added by the forecast itself
 * @param tide how they are spread over the day
 */
public record StreamTraffic(
        double recordsPerSecond, ShareAtAge visible, ShareAtAge open, double dirtyBlocks, Tide tide) {

    private static final Duration CALL = Duration.ofMinutes(3);
    private static final Duration LONGEST_CALL = Duration.ofHours(2);

    /** An assumption, and no figure of the API's: how many outbound messages wait for their receipt. */
    private static final ShareAtAge RECEIPTS = ShareAtAge.steps(Map.of(
            Duration.ofMinutes(1), 0.04,
            Duration.ofMinutes(15), 0.02,
            Duration.ofHours(1), 0.015,
            Duration.ofHours(6), 0.01,
            Duration.ofHours(24), 0.006,
            Duration.ofHours(48), 0.004,
            Duration.ofHours(72), 0.003));

    /** As many by night as by day. */
    public StreamTraffic(double recordsPerSecond, ShareAtAge visible, ShareAtAge open, double dirtyBlocks) {
        this(recordsPerSecond, visible, open, dirtyBlocks, Tide.NONE);
    }

    /**
     * What is supposed of a product as long as nothing is measured: everything shows at once, but calls when they have
     * ended, which takes three minutes on average and two hours at most; a few outbound messages wait for receipts.
     */
    public static StreamTraffic supposed(Product product, @Nullable Direction direction, double recordsPerSecond) {
        boolean isCall = ProductFamily.of(product.name()) == ProductFamily.CALLS;
        boolean waits = !product.openStates().isEmpty() && direction != Direction.INBOUND;
        return new StreamTraffic(
                recordsPerSecond,
                isCall ? ShareAtAge.endedCalls(CALL, LONGEST_CALL) : ShareAtAge.always(1),
                waits ? RECEIPTS : ShareAtAge.always(0),
                0);
    }
}
