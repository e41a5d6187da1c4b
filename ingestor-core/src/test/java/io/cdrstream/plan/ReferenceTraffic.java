package io.cdrstream.plan;

import io.cdrstream.model.Direction;
import io.cdrstream.model.ProductCatalogue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The traffic by which presets are compared; {@code docs/passes.md} tells it in words. */
record ReferenceTraffic(double recordsPerSecond) {

    private static final List<Part> PARTS = List.of(
            new Part("SMS", Direction.OUTBOUND, 0.70),
            new Part("SMS", Direction.INBOUND, 0.04),
            new Part("MESSAGES", Direction.OUTBOUND, 0.03),
            new Part("MESSAGES", Direction.INBOUND, 0.01),
            new Part("VOICE-CALL", null, 0.06),
            new Part("VERIFY-V2", null, 0.10),
            new Part("NUMBER-INSIGHT", null, 0.06));

    private record Part(String product, @Nullable Direction direction, double share) {}

    /** Billed ÷ distinct, all streams together. */
    double factor(Preset preset) {
        return total(preset, null, Forecast::billed) / total(preset, null, Forecast::distinct);
    }

    double factor(Preset preset, ProductFamily family) {
        return total(preset, family, Forecast::billed) / total(preset, family, Forecast::distinct);
    }

    /** The share that the last pass knows. */
    double complete(Preset preset) {
        return total(preset, null, f -> f.complete() * f.distinct()) / total(preset, null, Forecast::distinct);
    }

    private double total(Preset preset, @Nullable ProductFamily family, ToDoubleFunction<Forecast> value) {
        return forecasts(preset, family).stream().mapToDouble(value).sum();
    }

    private Collection<Forecast> forecasts(Preset preset, @Nullable ProductFamily family) {
        return PARTS.stream()
                .filter(part -> family == null || ProductFamily.of(part.product) == family)
                .map(part -> forecast(preset, part))
                .toList();
    }

    private Forecast forecast(Preset preset, Part part) {
        StreamTraffic traffic = StreamTraffic.supposed(
                ProductCatalogue.find(part.product), part.direction, recordsPerSecond * part.share);
        return new FeeForecast(PassPlans.of(preset, part.product, null), traffic, Duration.ofSeconds(10)).perDay();
    }
}
