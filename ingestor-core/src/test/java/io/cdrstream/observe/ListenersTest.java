package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.flow.FlowListener;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenersTest {

    @ParameterizedTest
    @MethodSource("moments")
    void everyMomentIsPassedOnToAll(Method moment) throws ReflectiveOperationException {
        List<Method> heard = new ArrayList<>();
        moment.invoke(Listeners.all(listener(heard), listener(heard)), arguments(moment));
        assertThat(heard).containsExactly(moment, moment);
    }

    private static FlowListener listener(List<Method> heard) {
        return (FlowListener) Proxy.newProxyInstance(
                FlowListener.class.getClassLoader(),
                new Class<?>[] {FlowListener.class},
                (proxy, moment, arguments) -> {
                    heard.add(moment);
                    return null;
                });
    }

    /** Null, zero and false. */
    private static Object[] arguments(Method moment) {
        return Arrays.stream(moment.getParameterTypes())
                .map(type -> Array.get(Array.newInstance(type, 1), 0))
                .toArray();
    }

    private static Method[] moments() {
        return Arrays.stream(FlowListener.class.getMethods())
                .filter(Method::isDefault)
                .toArray(Method[]::new);
    }
}
