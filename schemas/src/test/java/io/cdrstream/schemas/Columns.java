package io.cdrstream.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * The columns of a table made from a schema: every field by its path, with the logical types in it. A later schema
 * keeps them all. Avro's own rule demands neither: its readers pass over what they have no field for, and take the
 * bytes of an amount as they are, whatever scale they were written with.
 */
record Columns(Map<String, Set<String>> logicalTypes) {

    private static final Set<String> PARTS = Set.of("logicalType", "precision", "scale");

    static Columns of(Schema schema) {
        Map<String, Set<String>> columns = new TreeMap<>();
        collect(schema, "", new TreeSet<>(), columns);
        return new Columns(columns);
    }

    /** What queries would no longer find, or take for something else, in sentences. */
    List<String> brokenBy(Columns later) {
        List<String> broken = new ArrayList<>();
        logicalTypes.forEach((column, types) -> {
            Set<String> now = later.logicalTypes.get(column);
            if (now == null) {
                broken.add(column + " is gone");
            } else if (!now.equals(types)) {
                broken.add(column + " was " + types + " and is " + now);
            }
        });
        return broken;
    }

    /** @param column those of the schema itself; the fields in it are columns of their own */
    private static void collect(Schema schema, String path, Set<String> column, Map<String, Set<String>> columns) {
        Map<String, Object> type = new TreeMap<>(schema.getObjectProps());
        type.keySet().retainAll(PARTS);
        if (!type.isEmpty()) {
            column.add(type.toString());
        }
        switch (schema.getType()) {
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, path, column, columns));
            case ARRAY -> collect(schema.getElementType(), path, column, columns);
            case MAP -> collect(schema.getValueType(), path, column, columns);
            case RECORD ->
                schema.getFields().forEach(field -> {
                    String name = path + "/" + field.name();
                    columns.put(name, new TreeSet<>());
                    collect(field.schema(), name, columns.get(name), columns);
                });
            default -> {}
        }
    }
}
