package io.cdrstream.demo;

import io.cdrstream.app.MetricsRegistry;
import io.cdrstream.app.RealAdapters;
import io.cdrstream.app.Service;
import io.cdrstream.app.admin.AdminServer;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.flow.FlowListener;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The very service that {@code cdrstream run} runs, in this JVM. */
final class AppInProcess implements App {

    private static final long PATIENCE_SECONDS = 15;

    private final Service service;
    private final CompletableFuture<Void> ended;

    private AppInProcess(Service service) {
        this.service = service;
        this.ended = service.run().toFuture();
    }

    static AppInProcess start(Configuration configuration) throws DemoFailed {
        PrometheusMeterRegistry metrics = MetricsRegistry.ofProcess();
        try {
            return new AppInProcess(
                    new Service(configuration, metrics, new RealAdapters(metrics), new FlowListener() {}));
        } catch (AdminServer.Unavailable e) {
            throw new DemoFailed(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public boolean tend() throws DemoFailed {
        if (ended.isCompletedExceptionally()) {
            await();
        }
        return !ended.isDone();
    }

    @Override
    public void stop() throws DemoFailed {
        service.askToStop();
        await();
    }

    @Override
    public void close() {
        service.askToStop();
        service.close();
    }

    private void await() throws DemoFailed {
        try {
            ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DemoFailed("cdrstream has failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new DemoFailed("cdrstream did not stop within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted while cdrstream was stopping", e);
        }
    }
}
