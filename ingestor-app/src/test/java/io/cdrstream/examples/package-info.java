/** What docs/consumers.md shows, compiled and run. */
@NullMarked
package io.cdrstream.examples;

import org.jspecify.annotations.NullMarked;
