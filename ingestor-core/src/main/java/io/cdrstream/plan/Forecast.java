package io.cdrstream.plan;

import java.time.Duration;
import java.util.List;

/**
 * What a plan is expected to cost in a period, and what it is worth.
 *
 * @param passes by age
 * @param distinct records that happened in the time the first pass goes through
 * @param complete the part of the records that is found by the last pass. Audits can miss what lies together outside of
 *     what they read
 * @param fresh how old a record is on average when the first pass shows it
 */
public record Forecast(List<PassForecast> passes, double distinct, double complete, Duration fresh) {

    public Forecast {
        passes = List.copyOf(passes);
    }

    /** Records that are paid for. */
    public double billed() {
        return passes.stream().mapToDouble(PassForecast::records).sum();
    }

    public double requests() {
        return passes.stream().mapToDouble(PassForecast::requests).sum();
    }

    /** Billed ÷ distinct. */
    public double factor() {
        return distinct == 0 ? 0 : billed() / distinct;
    }
}
