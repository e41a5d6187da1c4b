package io.cdrstream.app.config;

import io.cdrstream.schemas.EventSchemas;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** The fields that records of some products are known to have, under the API's own names. */
record KnownFields(Set<String> names) {

    static KnownFields of(Collection<String> products) {
        Set<String> names = new TreeSet<>();
        for (String product : products) {
            for (Schema.Field typed : EventSchemas.of(product).getFields()) {
                String source = typed.getProp("field");
                names.add(source == null ? typed.name() : source);
            }
        }
        return new KnownFields(names);
    }

    boolean contains(String field) {
        return names.contains(field);
    }

    Optional<String> suggestion(String field) {
        return Nearest.to(field, List.copyOf(names)).map(near -> "did you mean " + near + "?");
    }
}
