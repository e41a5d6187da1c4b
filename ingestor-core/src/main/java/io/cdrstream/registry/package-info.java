/** The schema registry: which id stands in front of an event for the schema it was written with. */
@NullMarked
package io.cdrstream.registry;

import org.jspecify.annotations.NullMarked;
