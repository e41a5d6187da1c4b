/** Servers in processes of their own, which tests start, kill and freeze. */
@NullMarked
package io.cdrstream.testkit.process;

import org.jspecify.annotations.NullMarked;
