/** How a CDR travels: which stream is read next, its page fetched, committed, and what happens when something fails. */
@NullMarked
package io.cdrstream.flow;

import org.jspecify.annotations.NullMarked;
