package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.JsonBytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, ready to be sent.
 *
 * @param body valid until the thread that made it makes the next one
 * @param blanks to be sent before the body
 * @param transport what disturbs its way; null for nothing
 */
record Answer(int status, Map<String, String> headers, JsonBytes body, int blanks, @Nullable Fault transport) {}
