package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Lifecycle;
import java.time.Duration;
import picocli.CommandLine.Option;

/** When records show and change. */
final class LifecycleOptions {

    @Option(
            names = "--delay",
            defaultValue = "2s",
            paramLabel = "<time>",
            description = "Every record shows up to this late. Default: 2s")
    private Duration delay = Duration.ZERO;

    @Option(
            names = "--late-share",
            defaultValue = "0.01",
            paramLabel = "<0..1>",
            converter = NumberOptions.Share.class,
            description = "Part of the records that shows later still. Default: 0.01")
    private double lateShare;

    @Option(
            names = "--late-up-to",
            defaultValue = "10m",
            paramLabel = "<time>",
            description = "By how much those are later at most. Default: 10m")
    private Duration lateUpTo = Duration.ZERO;

    @Option(
            names = "--changing-share",
            defaultValue = "0.1",
            paramLabel = "<0..1>",
            converter = NumberOptions.Share.class,
            description = "Part of the records whose status or price changes. Default: 0.1")
    private double changingShare;

    @Option(
            names = "--change-within",
            defaultValue = "15m",
            paramLabel = "<time>",
            description = "How long after showing they change at most. Default: 15m")
    private Duration changeWithin = Duration.ZERO;

    @Option(
            names = "--longest-call",
            defaultValue = "10m",
            paramLabel = "<time>",
            description = "Calls show after they end; none is longer. Default: 10m")
    private Duration longestCall = Duration.ZERO;

    Lifecycle lifecycle() {
        return new Lifecycle(delay, lateShare, lateUpTo, changingShare, changeWithin, longestCall);
    }
}
