/** The command line: what a user may ask for, and the exit code of each answer. */
@NullMarked
package io.cdrstream.app.cli;

import org.jspecify.annotations.NullMarked;
