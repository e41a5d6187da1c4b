package io.cdrstream.testkit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedRegistryIT {

    @Test
    void whatItWasToldSurvivesAKill(@TempDir Path directory) throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.start(directory).awaitReady()) {
            HttpRequest register = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/a-value/versions"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"schema\":\"\\\"string\\\"\"}"))
                    .build();
            String told = HttpClient.newHttpClient()
                    .send(register, BodyHandlers.ofString())
                    .body();
            registry.kill();
            assertThatThrownBy(() -> ask(registry)).isInstanceOf(IOException.class);
            registry.startAgain().awaitReady();
            assertThat(told).isEqualTo("{\"id\":1}");
            assertThat(ask(registry)).isEqualTo("[\"a-value\"]");
        }
    }

    /** With a client of its own: a pooled connection to the killed process would answer for the new one. */
    private static String ask(ForkedRegistry registry) throws Exception {
        HttpRequest subjects =
                HttpRequest.newBuilder(URI.create(registry.url() + "/subjects")).build();
        return HttpClient.newHttpClient()
                .send(subjects, BodyHandlers.ofString())
                .body();
    }
}
