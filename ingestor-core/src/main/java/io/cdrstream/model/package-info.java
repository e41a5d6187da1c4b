/** The words of cdrstream as types. Depends on the JDK only. */
@NullMarked
package io.cdrstream.model;

import org.jspecify.annotations.NullMarked;
