/** From a CDR to its Kafka event: key, headers, value. */
@NullMarked
package io.cdrstream.event;

import org.jspecify.annotations.NullMarked;
