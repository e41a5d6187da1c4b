/** The configuration: one catalogue of keys, and everything that is made of it. */
@NullMarked
package io.cdrstream.app.config;

import org.jspecify.annotations.NullMarked;
