/** What happens to personal fields before anything reaches Kafka. */
@NullMarked
package io.cdrstream.event.privacy;

import org.jspecify.annotations.NullMarked;
