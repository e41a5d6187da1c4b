/** The moments of the flow as metrics and log lines. The only place of Micrometer. */
@NullMarked
package io.cdrstream.observe;

import org.jspecify.annotations.NullMarked;
