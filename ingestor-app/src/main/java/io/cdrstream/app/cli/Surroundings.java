package io.cdrstream.app.cli;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.config.Environment;
import java.io.OutputStream;
import java.time.Clock;

/** What commands find outside: variables, the time, the API and Kafka, and where their answers go. */
public record Surroundings(Environment environment, Clock clock, Adapters.Supply adapters, OutputStream out) {}
