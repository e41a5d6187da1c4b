/**
 * Load runs: how fast a past is caught up with, beside a yardstick; how the API's limit is used; what an outage does.
 */
@NullMarked
package io.cdrstream.bench;

import org.jspecify.annotations.NullMarked;
