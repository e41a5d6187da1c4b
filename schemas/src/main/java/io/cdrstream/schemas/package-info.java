/** The published schemas, by product. */
@NullMarked
package io.cdrstream.schemas;

import org.jspecify.annotations.NullMarked;
