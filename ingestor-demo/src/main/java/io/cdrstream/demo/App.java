package io.cdrstream.demo;

/** A cdrstream that is running for the demo. */
interface App extends AutoCloseable {

    /**
     * Looks after it; called a few times a second.
     *
     * @return whether it still has something to do
     */
    boolean tend() throws DemoFailed;

    /** Stops it as SIGTERM would: what is in flight is committed first. */
    void stop() throws DemoFailed;

    /** Ends it if it has not ended. */
    @Override
    void close();
}
