package io.cdrstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.registry.RegistryAccess.Basic;
import io.cdrstream.registry.RegistryAccess.Bearer;
import io.cdrstream.registry.RegistrySettings.Mode;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://user:pass@host", "http://host?key=pass", "http://host#pass", "pass", "file:/pass"})
    void aUrlThatIsMoreThanAnAddressIsRefusedUnquoted(String url) {
        assertThatThrownBy(() -> settings(URI.create(url), new RegistryAccess.Anonymous()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("pass");
    }

    @Test
    void noTextOfTheSettingsHoldsTheSecret() {
        URI url = URI.create("http://host/path");
        assertThat(settings(url, new Basic("me", "pass"))).hasToString("REGISTER at http://host/path");
        assertThat(new Basic("me", "pass")).hasToString("me");
        assertThat(new Bearer("pass")).hasToString("bearer token");
    }

    private static RegistrySettings settings(URI url, RegistryAccess access) {
        return new RegistrySettings(url, Mode.REGISTER, access, Duration.ofSeconds(1), Duration.ofSeconds(1), null);
    }
}
