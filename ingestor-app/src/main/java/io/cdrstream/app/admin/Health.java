package io.cdrstream.app.admin;

import io.cdrstream.flow.FlowListener;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.model.StreamStatus.State;
import io.cdrstream.sink.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Whether this instance does its work. Not ready only before it has its schemas, joined the group and restored, or
 * without Kafka: a stream that the API refuses, or a spent cap, is not healed by a restart. Kafka's loss shows in
 * sessions; where there are none, because others own all tasks, in the group's silence. The registry's loss shows only
 * at the start, since nobody misses it later, and so does the API's, which no restart heals.
 */
public final class Health implements FlowListener {

    private final Set<Integer> lost = ConcurrentHashMap.newKeySet();
    private volatile boolean isAskingRegistry;
    private volatile boolean isWithoutApi;
    private volatile boolean hasJoined;
    private volatile BooleanSupplier isInTouch = () -> false;
    private volatile Supplier<List<StreamStatus>> streams = List::of;

    /** What to say to who asks. */
    public enum Readiness {
        UP(200),
        /** Works, but not for all streams. */
        DEGRADED(200),
        RESTORING(503),
        /** The schema registry has not answered yet, and nothing begins before it has. */
        WITHOUT_REGISTRY(503),
        /** Nor does it begin before the API has told the time. */
        WITHOUT_API(503),
        /** Not in the group: Kafka is away, or has not answered yet. */
        WITHOUT_KAFKA(503);

        private final int httpStatus;

        Readiness(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        int httpStatus() {
            return httpStatus;
        }
    }

    /** From now on reads this. */
    public void read(Supplier<List<StreamStatus>> statuses) {
        streams = statuses;
    }

    /** The same tasks; this hears what the group decides. */
    public Tasks heard(Tasks tasks) {
        isInTouch = tasks::isInTouch;
        return new Tasks() {
            @Override
            public int count() {
                return tasks.count();
            }

            @Override
            public int of(StreamId stream) {
                return tasks.of(stream);
            }

            @Override
            public Mono<Boolean> isOurs(int task) {
                return tasks.isOurs(task);
            }

            @Override
            public boolean isInTouch() {
                return tasks.isInTouch();
            }

            @Override
            public Mono<Void> join(Owner owner) {
                return tasks.join(new HeardOwner(owner)).doOnSubscribe(s -> isWithoutApi = false);
            }
        };
    }

    /** The same question to the registry; this hears that it has not been answered. */
    public Mono<Void> asking(Mono<Void> schemas) {
        return schemas.doOnSubscribe(s -> isAskingRegistry = true).doOnSuccess(done -> isAskingRegistry = false);
    }

    public Readiness readiness() {
        if (isAskingRegistry) {
            return Readiness.WITHOUT_REGISTRY;
        }
        if (isWithoutApi) {
            return Readiness.WITHOUT_API;
        }
        if (!hasJoined || !lost.isEmpty() || !isInTouch.getAsBoolean()) {
            return Readiness.WITHOUT_KAFKA;
        }
        List<StreamStatus> now = streams.get();
        if (has(now, State.RESTORING)) {
            return Readiness.RESTORING;
        }
        return has(now, State.PARKED) || has(now, State.CAPPED) ? Readiness.DEGRADED : Readiness.UP;
    }

    private static boolean has(List<StreamStatus> streams, State state) {
        return streams.stream().anyMatch(s -> s.state() == state);
    }

    @Override
    public void unreachable(String credential, String sentence) {
        isWithoutApi = true;
    }

    @Override
    public void sessionOpened(int task, int count, Duration took) {
        lost.remove(task);
    }

    @Override
    public void sessionLost(int task, String sentence, Duration pause) {
        lost.add(task);
    }

    @Override
    public void taskClosed(int task, boolean isGivenAway) {
        lost.remove(task);
    }

    private final class HeardOwner implements Tasks.Owner {

        private final Tasks.Owner owner;

        HeardOwner(Tasks.Owner owner) {
            this.owner = owner;
        }

        @Override
        public void assigned(Set<Integer> tasks) {
            hasJoined = true;
            owner.assigned(tasks);
        }

        @Override
        public Mono<Void> revoked(Set<Integer> tasks) {
            return owner.revoked(tasks);
        }

        @Override
        public Mono<Void> lost(Set<Integer> tasks) {
            hasJoined = false;
            return owner.lost(tasks);
        }
    }
}
