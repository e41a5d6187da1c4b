/** The typed form of an event's value: from a record's JSON tokens straight to Avro binary. */
@NullMarked
package io.cdrstream.event.avro;

import org.jspecify.annotations.NullMarked;
