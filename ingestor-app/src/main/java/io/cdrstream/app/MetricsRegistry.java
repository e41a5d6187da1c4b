package io.cdrstream.app;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The process's metrics for Prometheus. */
public final class MetricsRegistry {

    private MetricsRegistry() {}

    /** A registry of its own with nothing in it. */
    public static PrometheusMeterRegistry empty() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    /** With the JVM, the process, and what Reactor Netty reports of its connection pools. Once a process. */
    public static PrometheusMeterRegistry ofProcess() {
        PrometheusMeterRegistry registry = empty();
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        bindGarbageCollector(registry);
        Metrics.addRegistry(registry); // Reactor Netty knows the global one only
        return registry;
    }

    @SuppressWarnings("resource") // it lives as long as the process
    private static void bindGarbageCollector(PrometheusMeterRegistry registry) {
        new JvmGcMetrics().bindTo(registry);
    }
}
