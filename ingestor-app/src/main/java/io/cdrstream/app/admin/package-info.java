/** What an operator may ask the running process over HTTP. */
@NullMarked
package io.cdrstream.app.admin;

import org.jspecify.annotations.NullMarked;
