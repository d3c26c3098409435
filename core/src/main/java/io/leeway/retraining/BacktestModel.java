package io.leeway.retraining;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.profile.Profile;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.serving.LiveModel;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tribuo.classification.Label;

/**
 * A champion of a backtest: what it answers to the rows since its training, computed when it is asked for the first time and then kept,
 * because strategies that share a training share its answers too. Safe for use by several threads.
 */
final class BacktestModel<R> {
    private final BacktestRows<R> rows;
    private final boolean[] positive;
    private final ModelRegistry registry;
    private final LiveModel<R, Label> model;
    private final ModelVersion version;
    private final Profile training;
    private final int look;
    private final long since;
    private final int firstRow;
    private final double[] scores;
    private final Map<Long, Performance> performance = new ConcurrentHashMap<>();
    private final Map<Integer, Double> losses = new ConcurrentHashMap<>();

    BacktestModel(
            BacktestRows<R> rows,
            boolean[] positive,
            ModelRegistry registry,
            LiveModel<R, Label> model,
            Profile training,
            int look,
            long since) {
        this.rows = rows;
        this.positive = positive;
        this.registry = registry;
        this.model = model;
        this.version = model.version();
        this.training = training;
        this.look = look;
        this.since = since;
        this.firstRow = rows.firstAtOrAfter(since);
        this.scores = new double[rows.size() - firstRow];
        Arrays.fill(scores, Double.NaN);
    }

    ModelVersion version() {
        return version;
    }

    /** Makes it the champion of another registry, to be compared with there. */
    void registerIn(ModelRegistry other, String alias) {
        ModelArtifact artifact = ModelArtifact.of(registry.read(version))
                .metadata(version.metadata())
                .lineage(version.lineage());
        ModelVersion copy = other.register(version.name(), artifact);
        other.moveAlias(version.name(), alias, 0, copy.number(), "the champion so far");
    }

    /** The rows that it was trained on. */
    Profile training() {
        return training;
    }

    /** The evaluation after which it was trained. */
    int look() {
        return look;
    }

    long since() {
        return since;
    }

    /** What it says of any row, nothing is kept. */
    double scoreOf(R row) {
        return model.score(row);
    }

    // Two threads may both compute a score: they write the same number.
    double score(int row) {
        double kept = scores[row - firstRow];
        if (Double.isNaN(kept)) {
            kept = model.score(rows.row(row));
            scores[row - firstRow] = kept;
        }
        return kept;
    }

    /** The sum of the log losses of the labelled rows from one, included, to another, excluded: those of one evaluation. */
    double loss(int ofLook, int from, int to) {
        return losses.computeIfAbsent(ofLook, key -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                if (rows.isLabelled(i)) {
                    sum += logLoss(score(i), positive[i]);
                }
            }
            return sum;
        });
    }

    static double logLoss(double score, boolean positive) {
        double p = positive ? score : 1 - score;
        return -Math.log(Math.max(p, ClassificationMetrics.LOG_LOSS_CLIP));
    }

    /** Its metrics on the newest labelled rows of its own, as they were known at a moment. */
    Performance performance(long moment, int most) {
        return performance.computeIfAbsent(moment, key -> {
            double[] probability = new double[most];
            boolean[] actual = new boolean[most];
            int count = 0;
            for (int rank = rows.knownBy(moment) - 1; rank >= 0 && count < most; rank--) {
                int row = rows.labelled(rank);
                if (rows.known(row) < since) {
                    break;
                }
                if (row >= firstRow) {
                    probability[count] = score(row);
                    actual[count++] = positive[row];
                }
            }
            return count == 0
                    ? Performance.UNKNOWN
                    : Performance.of(
                            ClassificationMetrics.of(Arrays.copyOf(probability, count), Arrays.copyOf(actual, count)));
        });
    }
}
