/** The Reports API over HTTP. The only place of Reactor Netty, and of JSON that comes from outside. */
@NullMarked
package io.cdrstream.source.vonage;

import org.jspecify.annotations.NullMarked;
