package io.cdrstream.plan;

import java.time.Duration;

/**
 * What one pass is expected to cost in a period.
 *
 * @param pass as {@link io.cdrstream.model.PassPlan} names it
 * @param sampled what an audit reads of a block in which it finds nothing; 1 for all other passes
 * @param records billed
 * @param found the part of all records that this pass is the first to see
 */
public record PassForecast(String pass, Duration age, double sampled, double requests, double records, double found) {}
