/** How log lines look and which are written. */
@NullMarked
package io.cdrstream.app.log;

import org.jspecify.annotations.NullMarked;
