/** Our count of a day beside the API's own, for the command and for the daily check of {@code run}. */
@NullMarked
package io.cdrstream.app.usage;

import org.jspecify.annotations.NullMarked;
