package io.cdrstream.app.cli;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.Rates;
import io.cdrstream.plan.StreamTraffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rates that a person names, such as {@code SMS=2/s} or {@code SMS/outbound=50000/day}: of all streams of the product
 * together, each taking the same part of it. The later of two that name a stream holds for it.
 */
final class GivenRates implements Rates {

    private static final Pattern RATE =
            Pattern.compile("([A-Z0-9-]+)(?:/(inbound|outbound))?=(\\d{1,9}(?:\\.\\d{1,6})?)/(s|min|h|day)");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "min", 60, "h", 3600, "day", 86_400);

    private final Map<StreamId, Double> perSecond = new LinkedHashMap<>();

    GivenRates(List<String> rates, List<CdrStream> streams) throws Refused {
        for (String rate : rates) {
            Matcher matcher = RATE.matcher(rate);
            if (!matcher.matches()) {
                throw new Refused(
                        ExitCode.CONFIGURATION,
                        rate + " is not a rate such as SMS=2/s, VOICE-CALL=5000/day or SMS/inbound=10/min");
            }
            List<CdrStream> named = streams.stream().filter(names(matcher)).toList();
            if (named.isEmpty()) {
                throw new Refused(ExitCode.CONFIGURATION, rate + " is the rate of no stream of the configuration");
            }
            double all = Double.parseDouble(matcher.group(3)) / SECONDS.getOrDefault(matcher.group(4), 1);
            named.forEach(stream -> perSecond.put(stream.id(), all / named.size()));
        }
    }

    private static Predicate<CdrStream> names(Matcher rate) {
        @Nullable String direction = rate.group(2);
        return stream -> stream.id().product().equals(rate.group(1))
                && (direction == null || direction.equals(text(stream.id().direction())));
    }

    private static String text(@Nullable Direction direction) {
        return direction == null ? "" : direction.text();
    }

    @Override
    public @Nullable StreamTraffic of(CdrStream stream) {
        @Nullable Double rate = perSecond.get(stream.id());
        return rate == null
                ? null
                : StreamTraffic.supposed(stream.product(), stream.id().direction(), rate);
    }
}
