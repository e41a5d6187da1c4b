package io.cdrstream.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void aFreePortCanBeListenedOnAndIsNoPortOfAnOutgoingConnection() throws IOException {
        int port = FreePorts.next();
        assertThat(port).isBetween(FreePorts.FIRST, FreePorts.LAST);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
    }
}
