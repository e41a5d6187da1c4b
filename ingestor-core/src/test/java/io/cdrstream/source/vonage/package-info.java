@NullMarked
package io.cdrstream.source.vonage;

import org.jspecify.annotations.NullMarked;
