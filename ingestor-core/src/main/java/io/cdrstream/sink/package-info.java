/**
 * The port to where events and progress are made durable together: ledger, tasks, and the book of what a page changes.
 */
@NullMarked
package io.cdrstream.sink;

import org.jspecify.annotations.NullMarked;
