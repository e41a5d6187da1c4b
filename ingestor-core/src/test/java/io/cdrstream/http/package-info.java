@NullMarked
package io.cdrstream.http;

import org.jspecify.annotations.NullMarked;
