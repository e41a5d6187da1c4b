package io.cdrstream.app;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.testkit.kafka.KafkaBroker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A simulated API, a broker, and names on it that no other test has: what a test's configuration is made of.
 *
 * @param membership how long the group waits for an instance that is silent
 */
record Setup(String bootstrapServers, String prefix, URI api, Duration membership) {

    static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "demo-secret");

    static Setup of(KafkaBroker kafka, URI api) {
        return new Setup(kafka.bootstrapServers(), kafka.newTopicPrefix(), api, Duration.ofMillis(1500));
    }

    /** Its instances stay in the group that long without being heard of. */
    Setup membership(Duration silence) {
        return new Setup(bootstrapServers, prefix, api, silence);
    }

    /**
     * A configuration file with one credential.
     *
     * @param credential what stands beside its key and secret, a comma between each two
     * @param more lines at the top level
     */
    String yaml(String credential, String... more) {
        return """
        group: %1$sgroup
        kafka: {bootstrap.servers: '%2$s', session.timeout.ms: %6$d, heartbeat.interval.ms: 400,
          request.timeout.ms: 1500, delivery.timeout.ms: 3000, max.block.ms: 3000}
        topics: {events: '%1$scdr.{product}', checkpoints: %1$scheckpoints, seen: %1$sseen, dead-letter: %1$sdead,
          completeness: %1$scompleteness}
        api: {base-url: '%3$s', response-timeout: 2s}
        interval: 1s
        settle: 1s
        admin: {port: 0}
        credentials:
          - {key: demo1234, secret: '${SECRET}', %4$s}
        %5$s
        """
                .formatted(prefix, bootstrapServers, api, credential, String.join("\n", more), membership.toMillis());
    }

    /** The same, read. */
    Configuration configuration(String credential, String... more) throws ConfigurationWrong {
        return new ConfigurationReader(ENVIRONMENT::get, Clock.systemUTC()).read(yaml(credential, more), Path.of("."));
    }

    Pattern events() {
        return Pattern.compile(Pattern.quote(prefix) + "cdr\\..*");
    }

    Pattern completeness() {
        return Pattern.compile(Pattern.quote(prefix + "completeness"));
    }

    Pattern deadLetters() {
        return Pattern.compile(Pattern.quote(prefix + "dead"));
    }
}
