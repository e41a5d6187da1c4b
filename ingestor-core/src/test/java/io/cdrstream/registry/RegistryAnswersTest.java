package io.cdrstream.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.http.Masked;
import io.cdrstream.registry.RegistryRefused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAnswersTest {

    private final RegistryAnswers answers = new RegistryAnswers("registry:8081", new Masked("s3cret"));

    @ParameterizedTest
    @CsvSource({
        "200, 0, OTHER",
        "302, 0, OTHER",
        "400, 0, OTHER",
        "401, 40101, ACCESS",
        "403, 0, ACCESS",
        "404, 40401, UNKNOWN",
        "404, 40402, UNKNOWN",
        "404, 40403, UNKNOWN",
        "404, 404, OTHER",
        "409, 409, INCOMPATIBLE",
        "409, 40901, INCOMPATIBLE",
        "422, 42201, OTHER",
        "422, 42205, ACCESS",
    })
    void whatStaysSoIsRefusedWithItsReason(int status, int code, Reason reason) {
        assertThat(error(status, "{\"error_code\":" + code + "}"))
                .isInstanceOfSatisfying(
                        RegistryRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll("registry:8081", "cdr.sms-value", "" + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 599})
    void whatMayPassIsUnreachable(int status) {
        assertThat(error(status, "")).isInstanceOf(RegistryUnreachable.class);
    }

    @Test
    void theRegistrysOwnMessageFollowsMasked() {
        assertThat(error(409, "{\"message\":\"field \\\"x\\\" of s3cret, 447700900001\",\"error_code\":409}"))
                .hasMessageEndingWith("(field \"x\" of ***, ***)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"message\":7}", "{\"error_code\":\"x\"}", "{\"message\":{\"a\":[]}"})
    void anUnreadableMessageIsLeftOut(String body) {
        assertThat(error(404, body)).hasMessageEndingWith("check the URL's path");
    }

    @Test
    void anIdIsReadWhereverItStands() {
        assertThat(RegistryBody.of("{\"schema\":{\"id\":1},\"id\":2}".getBytes(UTF_8))
                        .id())
                .isEqualTo(2);
        assertThat(RegistryBody.of("{\"id\":99999999999}".getBytes(UTF_8)).id()).isNull();
        assertThat(RegistryBody.of("{\"id\":\"2\"}".getBytes(UTF_8)).id()).isNull();
    }

    private RuntimeException error(int status, String body) {
        return answers.error("subject cdr.sms-value", status, RegistryBody.of(body.getBytes(UTF_8)));
    }
}
