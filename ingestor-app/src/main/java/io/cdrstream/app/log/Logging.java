package io.cdrstream.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Sets up logback: to stderr, since stdout belongs to the answers of commands.
 *
 * <p>Libraries stay at warn whatever the level: below it, HTTP and Kafka clients write URLs, headers and bodies (I6).
 */
public final class Logging {

    private static final String PLAIN = "%d{HH:mm:ss.SSS} %-5level %msg%n%nopex";

    private Logging() {}

    /**
     * @param format {@code plain} or {@code json}
     * @param level {@code error}, {@code warn}, {@code info} or {@code debug}, of cdrstream itself
     */
    public static void configure(String format, String level) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            return; // embedded in a program that logs in its own way
        }
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(format.equals("json") ? json(context) : plain(context));
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        Level own = Level.toLevel(level, Level.INFO);
        context.getLogger("cdrstream").setLevel(own);
        context.getLogger("io.cdrstream").setLevel(own);
        quieten(context);
    }

    /**
     * The same for a command that answers and ends. What Kafka's clients have to say below error is for operators of
     * something that runs; a person who asked a question would look for its meaning in vain.
     */
    public static void configureCommand(String format, String level) {
        configure(format, level);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        }
    }

    /** What these say at warn while a broker or the API is away, we say ourselves, once. */
    private static void quieten(LoggerContext context) {
        context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.ERROR);
        context.getLogger("org.apache.kafka.clients.ClientUtils").setLevel(Level.ERROR);
        context.getLogger("org.apache.kafka.clients.producer.internals.Sender").setLevel(Level.ERROR);
        context.getLogger("reactor.netty.http.client").setLevel(Level.ERROR);
        // a reader that goes on to its next partition has no use for what is still said of the one before
        context.getLogger("org.apache.kafka.clients.consumer.internals.SubscriptionState")
                .setLevel(Level.ERROR);
    }

    private static Encoder<ILoggingEvent> plain(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PLAIN);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.start();
        return encoder;
    }
}
