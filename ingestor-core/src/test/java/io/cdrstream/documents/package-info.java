/** Makes what is said of events from the schemas themselves, and checks that the repository says the same. */
@NullMarked
package io.cdrstream.documents;

import org.jspecify.annotations.NullMarked;
