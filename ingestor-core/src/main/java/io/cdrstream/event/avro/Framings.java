package io.cdrstream.event.avro;

import io.cdrstream.model.CdrStream;
import org.apache.avro.Schema;

/** How the values of a stream say which schema wrote them. */
@FunctionalInterface
public interface Framings {

    /** Without a registry: by the schema's own fingerprint. */
    Framings SINGLE_OBJECT = (stream, schema) -> Framing.singleObject(schema);

    Framing of(CdrStream stream, Schema schema);
}
