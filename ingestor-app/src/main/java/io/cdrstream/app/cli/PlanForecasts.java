package io.cdrstream.app.cli;

import io.cdrstream.app.cli.PlanReport.OfCredential;
import io.cdrstream.app.cli.PlanReport.OfPass;
import io.cdrstream.app.cli.PlanReport.OfProduct;
import io.cdrstream.app.cli.PlanReport.OfStream;
import io.cdrstream.app.cli.PlanReport.Total;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.PassText;
import io.cdrstream.app.config.Tariff;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.DurationText;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Product;
import io.cdrstream.plan.FeeForecast;
import io.cdrstream.plan.Forecast;
import io.cdrstream.plan.PassForecast;
import io.cdrstream.plan.Position;
import io.cdrstream.plan.Preset;
import io.cdrstream.plan.Rates;
import io.cdrstream.plan.StreamTraffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adds up the forecasts of the streams of a configuration. Asks nobody outside. */
final class PlanForecasts {

    private final Rates rates;
    private final Function<CdrStream, Position> positions;
    private final Map<Preset, Configuration> presets;
    private final Instant now;

    /**
     * @param positions where a stream stands
     * @param presets what the configuration would be with each
     * @param now by the clock that streams end by
     */
    PlanForecasts(
            Rates rates, Function<CdrStream, Position> positions, Map<Preset, Configuration> presets, Instant now) {
        this.rates = rates;
        this.positions = positions;
        this.presets = Map.copyOf(presets);
        this.now = now;
    }

    /** @param days for which the next ones are foretold one stream at a time; 0 = for none */
    PlanReport of(Configuration configuration, int days) {
        return new PlanReport(
                configuration.ingestor().credentials().stream()
                        .map(credential -> credential(configuration, credential))
                        .toList(),
                days > 0 ? next(configuration, days) : List.of(),
                names(configuration, stream -> rates.of(stream) != null && hasEnded(stream)),
                names(configuration, stream -> rates.of(stream) == null));
    }

    private static List<String> names(Configuration configuration, Predicate<CdrStream> which) {
        return configuration.ingestor().streams().stream()
                .filter(which)
                .map(stream -> stream.id().text())
                .toList();
    }

    private boolean hasEnded(CdrStream stream) {
        return stream.end() != null && !stream.end().isAfter(now);
    }

    private List<OfStream> next(Configuration configuration, int days) {
        List<OfStream> next = new ArrayList<>();
        for (CdrStream stream : configuration.ingestor().streams()) {
            @Nullable StreamTraffic traffic = rates.of(stream);
            if (traffic != null) {
                Position from = positions.apply(stream);
                Forecast forecast = new FeeForecast(
                                stream.plan(), traffic, configuration.ingestor().interval())
                        .between(from, from.running().plusDays(days));
                double fee = Objects.requireNonNull(configuration.tariffs().get(stream.credential()))
                        .feePerRecord()
                        .doubleValue();
                next.add(new OfStream(
                        stream.id().text(),
                        from.running().toSeconds() / 86_400.0,
                        days,
                        forecast.billed(),
                        forecast.requests(),
                        stream.product().isFree() ? 0 : forecast.billed() * fee));
            }
        }
        return next;
    }

    private OfCredential credential(Configuration configuration, Credential credential) {
        Tariff tariff = Objects.requireNonNull(configuration.tariffs().get(credential.key()));
        double fee = tariff.feePerRecord().doubleValue();
        List<OfProduct> products = products(configuration, credential.key(), fee);
        Map<String, Total> compared = new LinkedHashMap<>();
        for (Preset preset : Preset.values()) {
            @Nullable Configuration as = presets.get(preset);
            if (as != null) {
                compared.put(preset.text(), total(products(as, credential.key(), fee)));
            }
        }
        return new OfCredential(
                credential.key(),
                tariff.text(),
                tariff.feePerRecord(),
                tariff.flatPrice().doubleValue(),
                credential.requestsPerSecond(),
                products,
                total(products),
                compared);
    }

    private static Total total(List<OfProduct> products) {
        return products.stream().map(OfProduct::total).reduce(Total.NOTHING, Total::plus);
    }

    private List<OfProduct> products(Configuration configuration, String credential, double fee) {
        Map<Group, List<Forecast>> groups = new LinkedHashMap<>();
        for (CdrStream stream : configuration.ingestor().streams()) {
            @Nullable StreamTraffic traffic = stream.credential().equals(credential) ? rates.of(stream) : null;
            if (traffic != null && !hasEnded(stream)) {
                FeeForecast forecast = new FeeForecast(
                        stream.plan(), traffic, configuration.ingestor().interval());
                groups.computeIfAbsent(new Group(stream.product(), stream.plan()), g -> new ArrayList<>())
                        .add(forecast.perDay());
            }
        }
        return groups.entrySet().stream()
                .map(group -> product(group.getKey(), group.getValue(), fee))
                .toList();
    }

    /** Streams whose plans are the same, so that their passes are. */
    private record Group(Product product, PassPlan plan) {}

    private static OfProduct product(Group group, List<Forecast> streams, double feePerRecord) {
        double fee = group.product.isFree() ? 0 : feePerRecord;
        Forecast first = streams.get(0);
        List<OfPass> passes = IntStream.range(0, first.passes().size())
                .mapToObj(i -> pass(streams.stream().map(f -> f.passes().get(i)).toList(), fee))
                .toList();
        return new OfProduct(
                group.product.name(),
                "settle: " + DurationText.configured(group.plan.settle()) + ", " + PassText.of(group.plan),
                streams.size(),
                first.fresh().toMillis() / 1000.0,
                passes,
                streams.stream().map(f -> total(f, fee)).reduce(Total.NOTHING, Total::plus));
    }

    private static Total total(Forecast stream, double fee) {
        return new Total(
                stream.distinct(), stream.billed(), stream.requests(), stream.billed() * fee, stream.complete());
    }

    private static OfPass pass(List<PassForecast> same, double fee) {
        double records = same.stream().mapToDouble(PassForecast::records).sum();
        PassForecast first = same.get(0);
        return new OfPass(
                first.pass(),
                DurationText.configured(first.age()),
                same.stream().mapToDouble(PassForecast::sampled).average().orElse(1),
                same.stream().mapToDouble(PassForecast::requests).sum(),
                records,
                records * fee,
                same.stream().mapToDouble(PassForecast::found).average().orElse(0));
    }
}
