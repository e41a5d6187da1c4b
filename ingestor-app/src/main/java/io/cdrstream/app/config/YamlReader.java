package io.cdrstream.app.config;

import io.cdrstream.app.config.ConfigNode.Fields;
import io.cdrstream.app.config.ConfigNode.Items;
import io.cdrstream.app.config.ConfigNode.Text;
import io.cdrstream.app.config.Problems.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/** Turns YAML into nodes that know their line. Builds no object, so a file can only ever be data. */
final class YamlReader {

    private static final int DEPTH = 12;

    private final Problems problems;
    private final Substitution substitution;

    YamlReader(Problems problems, Substitution substitution) {
        this.problems = problems;
        this.substitution = substitution;
    }

    /** The file's mapping. Where there is none, that is all that is said: what it lacks would say nothing. */
    Fields read(String yaml) throws ConfigurationWrong {
        @Nullable Node root = compose(yaml);
        if (root != null && convert(root, Place.FILE, 0) instanceof Fields fields) {
            return fields;
        }
        if (root != null) {
            problems.error(Place.FILE, "the file is no mapping of keys to values", "see cdrstream config --example");
        }
        throw problems.wrong();
    }

    private @Nullable Node compose(String yaml) {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
            if (root == null) {
                problems.error(Place.FILE, "the file is empty", "begin with cdrstream config --example");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            String problem = String.valueOf(e.getProblem());
            boolean quotesValue = problem.startsWith("found undefined"); // alias or tag: what begins with * or !
            problems.error(
                    new Place("YAML", line),
                    quotesValue ? "a value begins with * or !, which YAML does not take for text" : problem,
                    quotesValue ? "put it in quotation marks" : null);
        } catch (ReaderException e) {
            problems.error(Place.FILE, "the file is not YAML", "is it the right file? See cdrstream config --example");
        } catch (YAMLException e) { // of a bound: depth, aliases, length
            problems.error(
                    Place.FILE, "the file is larger or deeper than a configuration may be: " + e.getMessage(), null);
        }
        return null;
    }

    private ConfigNode convert(Node node, Place place, int depth) {
        int line = node.getStartMark().getLine() + 1;
        if (depth > DEPTH) { // safe against an alias that contains itself
            problems.error(place, "is nested too deeply", null);
            return new Text("", "", true, line);
        }
        if (node instanceof MappingNode mapping) {
            return fields(mapping, place, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<ConfigNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, place.item(items.size(), lineOf(item)), depth + 1));
            }
            return new Items(items, line);
        }
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        @Nullable String value = substitution.apply(written, place);
        return new Text(value == null ? "" : value, written, value == null, line);
    }

    private Fields fields(MappingNode mapping, Place place, int depth) {
        Map<String, ConfigNode> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            Place at = place.field(name, lineOf(tuple.getKeyNode()));
            if (fields.put(name, convert(tuple.getValueNode(), at, depth + 1)) != null) {
                problems.error(at, "is written twice", "keep one of them");
            }
        }
        return new Fields(fields, mapping.getStartMark().getLine() + 1);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
