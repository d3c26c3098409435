package io.leeway.feedback;

import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Wrote the folders {@code format-1}, {@code format-2} and {@code format-2-classes} of the test resources, which must stay readable, each with the writer of
 * then: run it with a new folder and, for the last, {@code classes}.
 */
final class StoredLog {
    static final long SEED = 20130401;
    static final int ROWS = 60;
    static final int MOST = 48;

    private StoredLog() {}

    /** What the folders hold of a row. */
    record Expected(
            Parcel row, double answer, List<Double> probabilities, double champion, long version, long revision) {}

    static Expected row(int i, boolean classes) {
        SplittableRandom random = new SplittableRandom(SEED + i);
        double answer = i % 4 == 0 ? i / 100.0 : random.nextDouble();
        double champion = i % 3 == 0 ? random.nextDouble() : Double.NaN;
        boolean ofClasses = classes && i % 2 == 0;
        return new Expected(
                Parcel.of(i),
                ofClasses ? Double.NaN : answer,
                ofClasses ? List.of(answer, 1 - answer) : List.of(),
                champion,
                1 + i / 25,
                Double.isNaN(champion) ? 0 : i + 1);
    }

    private static void write(FeedbackLog<Parcel> log, TestClock clock, boolean classes) {
        CellReader<Parcel> reader = CellReader.of(Parcel.SCHEMA);
        RowCells cells = reader.cells();
        for (int i = 0; i < ROWS; i++) {
            clock.at(10L * i);
            Expected row = row(i, classes);
            reader.read(row.row(), cells);
            if (row.probabilities().isEmpty()) {
                log.recordCells(cells, row.answer(), row.champion(), row.version(), row.revision(), new Always());
            } else {
                double[] answer = {
                    row.probabilities().get(0), row.probabilities().get(1)
                };
                double[] champion = {row.champion(), 1 - row.champion()};
                boolean adapted = row.revision() > 0;
                log.recordCells(
                        cells, "b", answer, adapted ? champion : null, row.version(), row.revision(), new Always());
            }
            if (i == ROWS - 4) {
                log.label(ROWS - 1, true);
            }
            if (i % 20 == 7) {
                log.mark("a mark", -i, "of row " + i);
            }
            if (i >= 5 && i % 5 != 1) {
                log.label(i - 5, i % 2 == 0);
            }
            if (i % 10 == 9) {
                log.label(i - 6, i % 4 == 1);
            }
        }
        log.record(RowId.of("a text"), Parcel.of(1_000), "red", 3, 0);
    }

    static final class Always implements Admission {
        @Override
        public boolean admits() {
            return true;
        }

        @Override
        public void recorded(long position) {
            if (position < 0) {
                throw new IllegalStateException("no position");
            }
        }
    }

    /** The arguments: a new folder, and {@code classes} for rows of that kind. */
    public static void main(String[] args) {
        TestClock clock = new TestClock();
        try (FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(MOST).open(Path.of(args[0]))) {
            write(log, clock, args.length > 1);
        }
    }
}
