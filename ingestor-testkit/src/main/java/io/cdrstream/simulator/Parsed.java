package io.cdrstream.simulator;

/** What became of a query string: a query, or the reason it is refused. */
sealed interface Parsed permits ReportQuery, Problem {}
