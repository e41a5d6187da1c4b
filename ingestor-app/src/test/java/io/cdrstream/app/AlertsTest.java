package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** That no alert lacks a test or a paragraph. Whether the tests hold {@code promtool test rules} tells who has it. */
final class AlertsTest {

    private final List<Map<String, Object>> rules = maps("alerts.yaml", map -> map.containsKey("alert"));
    private final List<Map<String, Object>> tests = maps("alerts_test.yaml", map -> map.containsKey("alertname"));

    AlertsTest() throws IOException {}

    @Test
    void everyAlertHasATestThatRaisesItAndOneThatDoesNot() {
        assertThat(rules).isNotEmpty();
        Set<Object> alerts = names(rules, "alert", rule -> true);
        assertThat(names(tests, "alertname", AlertsTest::isRaised)).isEqualTo(alerts);
        assertThat(names(tests, "alertname", test -> !isRaised(test))).isEqualTo(alerts);
    }

    @Test
    void everyAlertLeadsToItsParagraph() throws IOException {
        Set<String> paragraphs = Files.readAllLines(Path.of("../docs/runbook.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line ->
                        "docs/runbook.md#" + line.substring(3).toLowerCase().replace(' ', '-'))
                .collect(Collectors.toSet());
        assertThat(rules).allSatisfy(rule -> assertThat(maps(rule))
                .filteredOn(map -> map.containsKey("runbook"))
                .extracting(map -> map.get("runbook"))
                .isSubsetOf(paragraphs)
                .hasSize(1));
    }

    private static boolean isRaised(Map<String, Object> test) {
        return test.containsKey("exp_alerts") && !List.of().equals(test.get("exp_alerts"));
    }

    private static Set<Object> names(
            List<Map<String, Object>> maps, String key, Predicate<Map<String, Object>> predicate) {
        return maps.stream().filter(predicate).map(map -> map.get(key)).collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> maps(String file, Predicate<Map<String, Object>> predicate)
            throws IOException {
        String text = Files.readString(Path.of("../deploy/prometheus", file));
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return maps(yaml).filter(predicate).toList();
    }

    /** All of a document's mappings, however deep. */
    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> maps(Object node) {
        if (node instanceof Map<?, ?> map) {
            return Stream.concat(
                    Stream.of((Map<String, Object>) map), map.values().stream().flatMap(AlertsTest::maps));
        }
        return node instanceof List<?> list ? list.stream().flatMap(AlertsTest::maps) : Stream.empty();
    }
}
