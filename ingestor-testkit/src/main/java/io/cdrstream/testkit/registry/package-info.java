/** A real schema registry with Confluent's HTTP API for tests, in a child JVM. */
@NullMarked
package io.cdrstream.testkit.registry;

import org.jspecify.annotations.NullMarked;
