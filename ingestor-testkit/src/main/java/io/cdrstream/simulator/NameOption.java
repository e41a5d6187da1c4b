package io.cdrstream.simulator;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a key or an account; Basic authentication could not carry a colon. */
final class NameOption implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
        if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new TypeConversionException("expected letters, digits, - and _ only");
        }
        return text;
    }
}
