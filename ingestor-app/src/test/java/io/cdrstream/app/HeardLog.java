package io.cdrstream.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class logs, or whoever has a logger, instead of on the console, until closed. */
final class HeardLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile String cue = "";
    private volatile Runnable onCue = () -> {};

    private HeardLog(Logger logger) {
        this.logger = logger;
    }

    static HeardLog of(Class<?> speaker) {
        return of(speaker.getName());
    }

    static HeardLog of(String speaker) {
        HeardLog heard = new HeardLog((Logger) LoggerFactory.getLogger(speaker));
        heard.start();
        heard.logger.setLevel(Level.INFO);
        heard.logger.setAdditive(false);
        heard.logger.addAppender(heard);
        return heard;
    }

    /** Happens once, on the speaker's own thread, before it goes on. */
    void onFirst(String words, Runnable action) {
        cue = words;
        onCue = action;
    }

    boolean has(String words) {
        return lines.stream().anyMatch(line -> line.contains(words));
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean isFirst = !has(cue);
        lines.add(event.getFormattedMessage());
        if (isFirst && has(cue)) {
            onCue.run();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
        stop();
    }
}
