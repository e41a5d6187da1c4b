package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.flow.FlowListener;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenersTest {

    @ParameterizedTest
    @MethodSource("moments")
    void everyMomentIsPassedOn(Method moment) throws NoSuchMethodException {
        assertThat(Listeners.class
                        .getMethod(moment.getName(), moment.getParameterTypes())
                        .getDeclaringClass())
                .isEqualTo(Listeners.class);
    }

    private static Method[] moments() {
        return Arrays.stream(FlowListener.class.getMethods())
                .filter(Method::isDefault)
                .toArray(Method[]::new);
    }
}
