package io.cdrstream.simulator.cdr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The record of one product and direction: its fields in order, and how long what it tells of lasts. */
final class Schema {

    /** How long after its start a record can exist at the earliest. */
    enum Lasting {
        NOTHING,
        SECONDS,
        A_CALL
    }

    private final String product;
    private final String direction;
    private final Lasting lasting;
    private final List<Field> fields = new ArrayList<>();

    private Schema(String product, String direction, Lasting lasting) {
        this.product = product;
        this.direction = direction;
        this.lasting = lasting;
    }

    static Schema of(String product, String direction, Lasting lasting) {
        return new Schema(product, direction, lasting).text("account_id", Values.ACCOUNT);
    }

    Schema text(String name, Value value) {
        fields.add(new Field(name, value, true, Field.Shown.ALWAYS));
        return this;
    }

    Schema literal(String name, Value value) {
        fields.add(new Field(name, value, false, Field.Shown.ALWAYS));
        return this;
    }

    Schema optional(String name, Value value, Field.Shown shown) {
        fields.add(new Field(name, value, true, shown));
        return this;
    }

    String product() {
        return product;
    }

    String direction() {
        return direction;
    }

    Lasting lasting() {
        return lasting;
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /** Writes the record as a JSON object. */
    void write(View view, Options options, JsonBytes out) {
        char separator = '{';
        for (Field field : fields) {
            if (field.shownTo(options)) {
                out.write(separator);
                field.write(view, out);
                separator = ',';
            }
        }
        view.cdr().stream().filler().write(out);
        out.write('}');
    }
}
