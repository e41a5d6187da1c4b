package io.cdrstream.testkit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address on which nothing listens at the moment of asking.
 *
 * <p>They lie below the range from which systems take the ports of outgoing connections (from 32768 on Linux). A server
 * that was killed therefore finds its port free when it comes back, and a client that tries to reach it meanwhile
 * cannot be connected to itself.
 */
public final class FreePorts {

    static final int FIRST = 15_000;
    static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;

    private FreePorts() {}

    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
