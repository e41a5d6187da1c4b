package io.cdrstream.app.config;

import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a configuration amounts to, for people: every setting with its value, every stream, no secret (I6). */
final class Effective {

    private static final String HIDDEN = "(hidden)";

    private Effective() {}

    static String text(Values root, IngestorSettings settings, Map<String, Tariff> tariffs) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + count(settings.streams().size(), "stream") + " under "
                + count(settings.credentials().size(), "credential") + ". Secrets are hidden.");
        ConfigKeys.all().stream()
                .filter(k -> !k.path().contains("[]") && !k.path().contains(Shape.ANY))
                .forEach(k -> setting(root, k, settings).ifPresent(lines::add));
        new TreeMap<>(root.texts("kafka"))
                .forEach((name, value) ->
                        lines.add("kafka." + name + ": " + (KafkaProperties.isSecret(name) ? HIDDEN : value)));
        lines.addAll(products(root.section("topics").section("products")));
        lines.addAll(privacy(root.section("privacy").sections("rules")));
        lines.add("credentials:");
        settings.credentials().forEach(c -> lines.add("  - " + credential(c, tariffs.get(c.key()))));
        lines.add("streams:");
        settings.streams().forEach(s -> lines.add("  - " + stream(s)));
        return String.join("\n", lines) + "\n";
    }

    private static Optional<String> setting(Values root, ConfigKey<?> key, IngestorSettings settings) {
        String[] path = key.path().split("\\.", -1);
        Values values = root;
        for (int i = 0; i < path.length - 1; i++) {
            values = values.section(path[i]);
        }
        @Nullable
        String written =
                values.node().fields().get(key.name()) instanceof ConfigNode.Text text ? text.value() : key.byDefault();
        if (written == null) {
            return key == ConfigKeys.MEMORY
                    ? Optional.of("memory: " + (settings.memoryBytes() >> 20) + "MB")
                    : Optional.empty();
        }
        return Optional.of(key.path() + ": " + (key.isSecret() ? HIDDEN : written));
    }

    private static List<String> products(Values products) {
        return products.node().fields().keySet().stream()
                .map(name -> "topics.products." + name + ": {" + pairs(products.texts(name)) + "}")
                .toList();
    }

    private static List<String> privacy(List<Values> rules) {
        List<String> lines = new ArrayList<>();
        if (!rules.isEmpty()) {
            lines.add("privacy.rules:");
        }
        for (Values rule : rules) {
            String products = rule.list(ConfigKeys.PRIVACY_PRODUCTS).stream()
                    .map(Values.Placed::value)
                    .collect(Collectors.joining(", "));
            lines.add("  - {field: " + rule.written(ConfigKeys.PRIVACY_FIELD) + ", action: "
                    + rule.written(ConfigKeys.PRIVACY_ACTION) + ", products: "
                    + (products.isEmpty() ? "all" : "[" + products + "]") + "}");
        }
        return lines;
    }

    private static String credential(Credential c, @Nullable Tariff tariff) {
        return "{key: " + c.key() + ", secret: " + HIDDEN + ", requests-per-second: " + c.requestsPerSecond()
                + ", in-flight: " + c.inFlight() + ", daily-cap: " + c.dailyCap()
                + (tariff == null ? "" : ", tariff: " + tariff.text()) + "}  # "
                + (c.feePerRecord().signum() == 0 ? "no fee" : c.dailyCapRecords() + " records a day");
    }

    private static String stream(CdrStream s) {
        String text = "{stream: \"" + s.id() + "\", credential: " + s.credential() + ", topic: " + s.topic() + ", key: "
                + s.key() + ", format: " + s.format().text() + ", start: " + (s.start() == null ? "now" : s.start())
                + ", settle: "
                + s.settle().toSeconds() + "s, " + PassText.of(s.plan());
        String end = s.end() == null ? "" : ", end: " + s.end();
        String options = s.options().isEmpty() ? "" : ", options: {" + pairs(new TreeMap<>(s.options())) + "}";
        return text + end + options + "}";
    }

    private static String pairs(Map<String, String> values) {
        return values.entrySet().stream()
                .map(pair -> pair.getKey() + ": " + pair.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
