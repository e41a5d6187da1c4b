package io.cdrstream.testkit.registry;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the registry when the first test asks for it, and stops it after the last. */
final class RegistryExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RegistryExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RegistryServer.class;
    }

    @Override
    public RegistryServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes what is in the root's store, if it can be closed, after the last test.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        ScratchForkedRegistry.class, key -> ScratchForkedRegistry.start(), ScratchForkedRegistry.class)
                .registry();
    }
}
