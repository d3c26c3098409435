package io.leeway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Synthetic flights as CSV files; seeded. */
final class Tables {
    private Tables() {}

    /** Flights whose distances are shifted; a shift also brings another carrier. */
    static Path flights(Path file, int rows, double shift) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder("scheduled,distance,carrier,late\n");
        for (int i = 0; i < rows; i++) {
            String carrier = shift == 0 || random.nextInt(3) > 0 ? random.nextBoolean() ? "UA" : "AA" : "DL";
            text.append(String.format(
                    Locale.ROOT,
                    "2013-01-01T%02d:00:00Z,%.1f,%s,%b%n",
                    i % 24,
                    1_000 + shift + 200 * random.nextGaussian(),
                    carrier,
                    random.nextBoolean()));
        }
        return write(file, text.toString());
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
