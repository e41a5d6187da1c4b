package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Fails when {@code docs/passes.md} says other fees than the forecast. */
class PassesDocumentTest {

    private static final Map<ProductFamily, String> NAMES = new TreeMap<>(Map.of(
            ProductFamily.SMS, "SMS",
            ProductFamily.CHAT, "MESSAGES",
            ProductFamily.CALLS, "calls",
            ProductFamily.OTHERS, "others"));

    private final ReferenceTraffic reference = new ReferenceTraffic(10);

    @Test
    void theFeesOfThePresetsAreThoseOfTheReferenceTraffic() throws IOException {
        List<String> rows = new ArrayList<>();
        NAMES.forEach((family, name) -> rows.add(row(name, "", presets(family))));
        rows.add(row("**all of it**", "**", all()));
        assertThat(Files.readString(Path.of("../docs/passes.md"))).contains(String.join("\n", rows));
    }

    @Test
    void theFeesOfSmallerAccountsAreThoseOfTheSameMix() throws IOException {
        List<String> rows = new ArrayList<>();
        Map.of(864_000, "864 000", 30_000, "30 000", 3_000, "3 000")
                .forEach((records, name) -> rows.add(row(name, "", sizes(records))));
        assertThat(Files.readString(Path.of("../docs/passes.md"))).contains(rows);
    }

    private List<Double> presets(ProductFamily family) {
        return Arrays.stream(Preset.values())
                .map(preset -> reference.factor(preset, family))
                .toList();
    }

    private List<Double> all() {
        return Arrays.stream(Preset.values()).map(reference::factor).toList();
    }

    private static List<Double> sizes(int recordsADay) {
        ReferenceTraffic mix = new ReferenceTraffic(recordsADay / 86_400.0);
        List<Double> factors = new ArrayList<>();
        NAMES.keySet().forEach(family -> factors.add(mix.factor(Preset.DEFAULT, family)));
        factors.add(mix.factor(Preset.DEFAULT));
        return factors;
    }

    private static String row(String name, String emphasis, List<Double> factors) {
        StringBuilder row = new StringBuilder("| " + name + " |");
        factors.forEach(factor -> row.append(String.format(Locale.ROOT, " %s%.2f%s |", emphasis, factor, emphasis)));
        return row.toString();
    }
}
