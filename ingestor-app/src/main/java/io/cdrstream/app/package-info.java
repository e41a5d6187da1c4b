/** The ingestor as a program: where everything is put together. */
@NullMarked
package io.cdrstream.app;

import org.jspecify.annotations.NullMarked;
