/** The README's first command: simulator, Kafka and cdrstream together, and a verdict at the end. */
@NullMarked
package io.cdrstream.demo;

import org.jspecify.annotations.NullMarked;
