/** A real Kafka broker for tests and the demo: in this JVM, in a child JVM, or in a container. */
@NullMarked
package io.cdrstream.testkit.kafka;

import org.jspecify.annotations.NullMarked;
