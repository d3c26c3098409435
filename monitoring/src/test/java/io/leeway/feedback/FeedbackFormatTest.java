package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read, to the bit, also if an earlier version wrote it. */
class FeedbackFormatTest {
    @TempDir
    private Path folder;

    record Cells(
            long id,
            double number,
            float real,
            long whole,
            @Nullable Instant time,
            @Nullable String text) {}

    private static final Schema<Cells> CELLS = Schema.of(Cells.class).id("id").without("time");

    private static <R> List<FeedbackEntry<R>> entries(FeedbackLog<R> log) {
        List<FeedbackEntry<R>> entries = new ArrayList<>();
        log.entries(Instant.now()).forEach(entries::add);
        return entries;
    }

    @Test
    void numbersInstantsAndTextsComeBackToTheBit() {
        double[] numbers = {
            0,
            -0.0,
            1,
            -1,
            0.1,
            0.1 + 0.2,
            12.5,
            -1234567.123456,
            1e-7,
            2_251_799_813.685_247,
            2_251_799_814.0,
            1e300,
            -1e300,
            0x1p63,
            -0x1p63,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN
        };
        long[] wholes = {0, 1, -1, 127, -128, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE};
        Instant[] times = {
            null,
            Instant.EPOCH,
            Instant.ofEpochMilli(-1),
            Instant.ofEpochMilli(1L << 60),
            Instant.ofEpochMilli(-(1L << 60))
        };
        String[] texts = {null, "", "a", "b", "x".repeat(1_000)};
        List<Cells> rows = new ArrayList<>();
        for (int i = 0; i < 180; i++) {
            double number = numbers[i % numbers.length];
            rows.add(new Cells(
                    i * 0x1234_5678_9ABCL,
                    number,
                    (float) number,
                    wholes[i % wholes.length],
                    times[i % times.length],
                    texts[i / 5 % texts.length]));
        }
        try (FeedbackLog<Cells> log = FeedbackLog.open(folder, CELLS)) {
            rows.forEach(row -> log.record(row, 0.5, 1));
        }
        try (FeedbackLog<Cells> log = FeedbackLog.open(folder, CELLS)) {
            assertThat(entries(log)).extracting(FeedbackEntry::row).isEqualTo(rows);
        }
    }
}
