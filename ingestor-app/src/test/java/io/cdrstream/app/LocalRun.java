package io.cdrstream.app;

import static org.awaitility.Awaitility.await;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.flow.FlowListener;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.Disposable;

/** The service in this JVM, running from its start until it ends or is closed. */
final class LocalRun implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Service service;
    private final Disposable running;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private LocalRun(Service service) {
        this.service = service;
        this.running = service.run().subscribe(nothing -> {}, failure::set);
    }

    static LocalRun of(Configuration configuration) throws Exception {
        PrometheusMeterRegistry metrics = MetricsRegistry.empty();
        return new LocalRun(new Service(configuration, metrics, new RealAdapters(metrics), new FlowListener() {}));
    }

    /** Whether it has come to its end, well or badly. */
    boolean hasEnded() {
        return running.isDisposed();
    }

    /** Why it could not go on. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** What its admin endpoint answers. */
    HttpResponse<String> get(String path) {
        return get(URI.create("http://127.0.0.1:" + service.adminPort() + path));
    }

    static HttpResponse<String> get(URI uri) {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(uri + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, e);
        }
    }

    boolean isReady(int status, String word) {
        HttpResponse<String> answer = get("/health/ready");
        return answer.statusCode() == status && answer.body().startsWith(word);
    }

    /** Asks it to stop and waits until it has. */
    void stop() {
        service.askToStop();
        await().atMost(STOP).until(running::isDisposed);
    }

    @Override
    public void close() {
        stop();
        service.close();
    }
}
