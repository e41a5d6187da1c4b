/** The ledger in Kafka: transactions, checkpoints, the seen-set, the group. The only place of kafka-clients. */
@NullMarked
package io.cdrstream.sink.kafka;

import org.jspecify.annotations.NullMarked;
