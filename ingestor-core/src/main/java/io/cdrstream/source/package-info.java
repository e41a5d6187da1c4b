/** The port to whatever hands out CDRs: what the flow may ask, and the few kinds of answer it gets. */
@NullMarked
package io.cdrstream.source;

import org.jspecify.annotations.NullMarked;
