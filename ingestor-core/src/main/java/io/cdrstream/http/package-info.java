/** What both of our HTTP clients owe to whoever runs them: checked TLS, and errors that hold no secret. */
@NullMarked
package io.cdrstream.http;

import org.jspecify.annotations.NullMarked;
