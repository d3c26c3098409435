package io.leeway.monitoring;

import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** A row whose label follows from one number and chance, for the tests of what labels say. */
record Applicant(UUID id, Instant at, double x, String region, String sex, boolean repaid) {
    static final Schema<Applicant> SCHEMA = Schema.of(Applicant.class)
            .id("id")
            .time("at")
            .response("repaid")
            .sensitive("sex")
            .without("sex");

    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    static final int A_DAY = 200;

    double score() {
        return 1 / (1 + Math.exp(-x));
    }

    /** Days of rows whose outcomes follow the scores; a shift of the log odds is concept drift. */
    static List<Applicant> days(int from, int to, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Applicant> rows = new ArrayList<>();
        for (int day = from; day < to; day++) {
            for (int i = 0; i < A_DAY; i++) {
                double x = 4 * random.nextDouble() - 2;
                boolean repaid = random.nextDouble() < 1 / (1 + Math.exp(-x - shift));
                Instant at = START.plus(Duration.ofDays(day)).plusSeconds(60L * i);
                String region = random.nextInt(3) == 0 ? "north" : "south";
                String sex = random.nextBoolean() ? "f" : "m";
                rows.add(new Applicant(new UUID(day, random.nextLong()), at, x, region, sex, repaid));
            }
        }
        return rows;
    }

    static ScoredRows labelled(List<Applicant> rows) {
        boolean[] labels = new boolean[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.get(i).repaid;
        }
        return ScoredRows.binary(rows.stream().mapToDouble(Applicant::score).toArray())
                .labels(labels);
    }

    /** The same, where rows of a day depend on each other. */
    static ScoredRows labelledByDay(List<Applicant> rows) {
        return labelled(rows)
                .clusters(rows.stream()
                        .mapToLong(row -> row.at.getEpochSecond() / 86_400)
                        .toArray());
    }
}
