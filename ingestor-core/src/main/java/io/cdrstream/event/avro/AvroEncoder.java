package io.cdrstream.event.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.event.avro.RecordTokens.Kind;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Decimals;
import io.cdrstream.model.Revision;
import io.cdrstream.model.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of one stream as Avro, and loses nothing: a field whose value says all that the record says, or
 * the record's text for it in the last field, {@code more}. There is a value for every record, however odd it is.
 *
 * <p>Two passes and no tree between them: {@link RecordTokens} notes where the record's values lie, then the schema's
 * fields are written in their order, each straight from the record's bytes.
 *
 * <p>Confined to one thread. The value returned is the caller's own.
 */
public final class AvroEncoder {

    private final Framing framing;
    private final DriftListener drift;
    private final List<Column> columns;
    private final boolean isGeneric;
    private final RecordTokens record;
    private final AvroBytes out = new AvroBytes();
    private final byte[] product;
    private final byte[] account;
    private final byte @Nullable [] direction;

    /** Of this record: the slots whose text is kept beside the value, and where in the output the charge lies. */
    private final boolean[] isKept;

    private int chargeSlot;
    private int chargeStart;
    private int chargeEnd;

    /**
     * @param schema of the stream's product; one without a {@code product} knows the common fields only, and then an
     *     unknown field is nothing to tell
     */
    public AvroEncoder(StreamId stream, Schema schema, Framing framing, DriftListener drift) {
        List<String> fields = schema.getFields().stream()
                .map(Column::source)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        this.framing = framing;
        this.drift = drift;
        this.columns = schema.getFields().stream()
                .map(field -> Column.of(field, fields))
                .toList();
        this.isGeneric = schema.getProp("product") == null;
        this.record = new RecordTokens(fields);
        this.isKept = new boolean[fields.size()];
        this.product = stream.product().getBytes(UTF_8);
        this.account = stream.account().getBytes(UTF_8);
        this.direction =
                stream.directionText().map(text -> text.getBytes(UTF_8)).orElse(null);
    }

    public String contentType() {
        return framing.contentType();
    }

    /**
     * The value of one record's event, framing included.
     *
     * @param body {@code [offset, offset + length)} is the record, as it is to be published
     * @param answered the API's time when it answered with the record
     */
    public byte[] encode(Cdr cdr, byte[] body, int offset, int length, Instant answered, Revision revision) {
        record.read(body, offset, length);
        out.begin(framing.header());
        Arrays.fill(isKept, false);
        for (Column column : columns) {
            write(column, cdr, answered, revision);
        }
        if (!isGeneric) {
            unknownFields();
        }
        return out.end();
    }

    private void write(Column column, Cdr cdr, Instant answered, Revision revision) {
        switch (column.filling()) {
            case RECORD -> fromRecord(column);
            case ID -> id(column, cdr);
            case PRODUCT -> sized(product);
            case ACCOUNT -> fromRecordOr(column, account);
            case DIRECTION -> fromRecordOr(column, direction);
            case CHARGE -> charge(column);
            case CHARGE_DELTA -> chargeDelta(revision);
            case CHANGE -> sized(revision.change().text().getBytes(UTF_8));
            case INGESTED_AT -> {
                out.present();
                out.whole(answered.toEpochMilli());
            }
            case MORE -> more();
        }
    }

    private void fromRecord(Column column) {
        if (!column.conversion().write(record, column.slot(), out)) {
            keep(column.slot());
        }
        if (column.isNew(record)) {
            drift.newValue(record.name(column.slot()), record.text(column.slot()));
        }
    }

    private void fromRecordOr(Column column, byte @Nullable [] otherwise) {
        if (otherwise != null && record.isAbsent(column.slot())) {
            sized(otherwise);
        } else {
            fromRecord(column);
        }
    }

    /** The identity that everything else knows the record by; what the record has instead of one is kept. */
    private void id(Column column, Cdr cdr) {
        out.present();
        out.text(cdr.id());
        boolean isSaid =
                record.isAbsent(column.slot()) || record.kind(column.slot()).isScalar();
        if (!isSaid) {
            keep(column.slot());
        }
    }

    private void charge(Column column) {
        chargeSlot = column.slot();
        chargeStart = out.size();
        fromRecord(column);
        chargeEnd = out.size();
    }

    private void chargeDelta(Revision revision) {
        @Nullable BigDecimal before = revision.chargeBefore();
        if (before == null) {
            out.again(chargeStart, chargeEnd);
        } else if (isKept[chargeSlot]) {
            out.absent(); // safe because the charge before stays in effect until one can be read
        } else {
            @Nullable
            BigDecimal now = record.isAbsent(chargeSlot) ? BigDecimal.ZERO : Numbers.exact(record, chargeSlot);
            amount(Decimals.scaled(now == null ? null : now.subtract(before)));
        }
    }

    private void amount(@Nullable BigDecimal amount) {
        if (amount == null) {
            out.absent();
        } else {
            sized(amount.unscaledValue().toByteArray());
        }
    }

    private void more() {
        int entries = 0;
        for (int slot = 0; slot < record.slots(); slot++) {
            entries += isMore(slot) ? 1 : 0;
        }
        if (entries == 0) {
            out.absent();
            return;
        }
        out.present();
        out.whole(entries);
        for (int slot = 0; slot < record.slots(); slot++) {
            if (isMore(slot)) {
                out.text(record.name(slot));
                out.sized(record.source(slot), record.start(slot), record.end(slot));
            }
        }
        out.whole(0);
    }

    /** Of an unknown field, everything but null, which says nothing. */
    private boolean isMore(int slot) {
        Kind kind = record.kind(slot);
        return slot < isKept.length ? isKept[slot] : kind != Kind.NONE && kind != Kind.NULL;
    }

    private void unknownFields() {
        for (int slot = isKept.length; slot < record.slots(); slot++) {
            if (record.kind(slot) != Kind.NONE) {
                drift.unknownField(record.name(slot));
            }
        }
    }

    private void keep(int slot) {
        if (!isKept[slot]) {
            isKept[slot] = true;
            drift.didNotParse(record.name(slot));
        }
    }

    private void sized(byte[] value) {
        out.present();
        out.sized(value);
    }
}
