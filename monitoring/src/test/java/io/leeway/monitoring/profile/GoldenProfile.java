package io.leeway.monitoring.profile;

import io.leeway.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profiles behind the committed {@code profile-v1.bin} and, with blocks, {@code profile-v2.bin}. Run {@code main} with a path to write the second anew; a file that was
 * committed is never replaced, a new version of the form gets a file of its own.
 */
final class GoldenProfile {
    static final String RESOURCE = "profile-v1.bin";

    static final String WITH_BLOCKS = "profile-v2.bin";

    private record Trip(Instant start, double length, String town) {}

    private GoldenProfile() {}

    static Profile withBlocks() {
        Profiler<Trip> profiler = Profiler.of(Schema.of(Trip.class).time("start"));
        for (int i = 0; i < 60; i++) {
            Instant start = Instant.parse("1969-12-30T03:00:00Z").plus(Duration.ofHours(i));
            profiler.add(new Trip(start, i % 7 - 2.5, "town " + i % 3));
        }
        return profiler.profile();
    }

    static Profile profile() {
        int rows = 5_000;
        double[] wide = new double[rows];
        double[] narrow = new double[rows];
        double[] odd = {0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300};
        double[] mixed = new double[rows];
        List<@Nullable String> few = new ArrayList<>();
        List<@Nullable String> many = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            wide[i] = (i % 2 == 0 ? 1 : -1) * StrictMath.pow(10, i % 40 - 20) * (1 + i / 7919.0);
            narrow[i] = 1000 + (i * 7919 % 997) / 31.0;
            mixed[i] = i % 10 == 0 ? odd[i / 10 % odd.length] : i / 3.0;
            few.add(i % 11 == 0 ? null : "K\u00e4se-" + i % 5);
            many.add("id-" + i * 31 % 4999);
        }
        return Profile.builder()
                .feature("wide", NumericProfile.of(wide))
                .feature("narrow", NumericProfile.of(narrow))
                .feature("mixed", NumericProfile.of(mixed))
                .feature("few", CategoricalProfile.of(few))
                .feature("many", CategoricalProfile.of(many))
                .feature("nothing", NumericProfile.of(constant(rows)))
                .build();
    }

    private static double[] constant(int rows) {
        double[] missing = new double[rows];
        java.util.Arrays.fill(missing, Double.NaN);
        return missing;
    }

    public static void main(String[] args) throws IOException {
        Files.write(Path.of(args[0]), withBlocks().toBytes(), java.nio.file.StandardOpenOption.CREATE_NEW);
    }
}
