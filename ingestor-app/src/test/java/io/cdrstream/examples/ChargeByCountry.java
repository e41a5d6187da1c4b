package io.cdrstream.examples;

import io.cdrstream.schemas.EventSchemas;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints what the CDRs of all topics cost by account, country and currency, again and again. */
public final class ChargeByCountry {

    private ChargeByCountry() {}

    /** @param args bootstrap servers; the topics, as a pattern */
    public static void main(String... args) throws IOException {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new DecimalConversion()); // amounts as BigDecimal, not as bytes
        var decoder = new BinaryMessageDecoder<GenericRecord>(data, EventSchemas.generic()); // the common fields of all
        EventSchemas.PRODUCTS.forEach(product -> decoder.addSchema(EventSchemas.of(product)));
        Map<String, BigDecimal> charges = new TreeMap<>();
        try (var consumer =
                new KafkaConsumer<>(kafka(args[0]), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(Pattern.compile(args[1]));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofSeconds(1))) {
                    GenericRecord cdr = decoder.decode(event.value());
                    if (cdr.get("charge_delta") instanceof BigDecimal delta) {
                        String of = cdr.get("account_id") + " " + cdr.get("country") + " " + cdr.get("charge_currency");
                        charges.merge(of, delta, BigDecimal::add);
                    }
                }
                System.out.println(charges);
            }
        }
    }

    /** From the beginning at every start, because the sums are kept nowhere. */
    private static Map<String, Object> kafka(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", "charge-by-country",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false);
    }
}
