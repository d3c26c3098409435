package io.leeway.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times such as 7d, 12h, 30min and PT90M. */
final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String iso = text.replace(" ", "").toUpperCase(Locale.ROOT);
        if (iso.matches("\\d+D")) {
            iso = "P" + iso;
        } else if (iso.matches("\\d+(H|MIN|M|S)")) {
            iso = "PT" + iso.replace("MIN", "M");
        }
        try {
            Duration duration = Duration.parse(iso);
            if (duration.isZero() || duration.isNegative()) {
                throw new TypeConversionException("a time above zero is needed, but was " + text);
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("\"" + text + "\" is no time such as 7d, 12h, 30min or PT90M");
        }
    }
}
