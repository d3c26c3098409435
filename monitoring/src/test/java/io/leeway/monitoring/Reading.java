package io.leeway.monitoring;

import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A row of a small feed for the tests of checkpoints. Everything about it follows from its id. */
record Reading(
        long id,
        Instant at,
        double temp,
        double wind,
        @Nullable String site,
        boolean hot) {
    static final Instant START = Instant.parse("2026-03-03T09:00:00Z");
    static final Schema<Reading> SCHEMA =
            Schema.of(Reading.class).id("id").time("at").response("hot");

    /** From this one on temperatures are in another unit, up to that. */
    static final int BROKEN = 900;

    static final int REPAIRED = 1_500;

    static Reading of(long id) {
        SplittableRandom random = new SplittableRandom(id);
        double temp = 40 + 40 * random.nextDouble();
        boolean hot = random.nextDouble() < (temp - 40) / 40;
        double shown = id >= BROKEN && id < REPAIRED ? (temp - 32) / 1.8 : temp;
        String site = random.nextInt(20) == 0 ? null : "site" + random.nextInt(5) + (id > 600 && id < 780 ? "'" : "");
        return new Reading(id, START.plusSeconds(10 * id), shown, random.nextDouble(30), site, hot);
    }

    double score() {
        return Math.max(0, Math.min(1, (temp - 40) / 40));
    }

    static List<Reading> reference() {
        return before(400);
    }

    /** Rows of the time before the first. */
    static List<Reading> before(int count) {
        List<Reading> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(of(-1 - i));
        }
        return rows;
    }

    static ModelMonitorBuilder<Reading> monitor() {
        return untested().test(DriftTests.psi());
    }

    /** Judged by natural variation, if the reference has enough blocks. */
    static ModelMonitorBuilder<Reading> untested() {
        return ModelMonitor.of(SCHEMA)
                .name("feed")
                .reference(REFERENCE, Reading::score)
                .alarmBudget(1, Duration.ofDays(30))
                .window(Duration.ofMinutes(20))
                .labelsExpireAfter(Duration.ofHours(2))
                .performanceOver(300)
                .history(7)
                .alertAbove("logLoss", 0.8);
    }

    /** What is recorded at a step: a row, the label of an earlier one, or both. */
    static void step(FeedbackLog<Reading> log, int step) {
        Reading row = of(step);
        log.record(row, row.score(), 1);
        label(log, step);
    }

    static void label(FeedbackLog<Reading> log, int step) {
        if (step % 7 != 0 && step >= 40) {
            log.label(step - 40L, of(step - 40).hot());
        }
    }

    private static final List<Reading> REFERENCE = reference();
}
