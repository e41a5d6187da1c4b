package io.cdrstream.flow;

import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Tasks;
import reactor.core.publisher.Mono;

/** A group that nobody joins or leaves; every stream belongs to its last task. */
record StillTasks(int count) implements Tasks {

    @Override
    public int of(StreamId stream) {
        return count - 1;
    }

    @Override
    public Mono<Boolean> isOurs(int task) {
        return Mono.just(true);
    }

    @Override
    public boolean isInTouch() {
        return true;
    }

    @Override
    public Mono<Void> join(Owner owner) {
        return Mono.never();
    }
}
