package io.leeway.examples.detectors;

import io.leeway.monitoring.change.BaseDetector;
import io.leeway.monitoring.change.ChangeDetectors;
import io.leeway.monitoring.change.ChangeState;
import io.leeway.monitoring.change.Direction;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A detector whose sensitivity can be set by one number; its other options are the defaults of River or MOA.
 *
 * @param name of the detector
 * @param option that is set to {@code 10^-k} or {@code 10^k}
 * @param least the smallest {@code k} that is tried
 * @param greatest the largest {@code k} that is tried; a larger one gives fewer alarms
 * @param detector makes a detector of a {@code k}
 */
record Contestant(String name, String option, double least, double greatest, DoubleFunction<BaseDetector> detector) {

    /** Leeway's default for streams of errors. */
    static final String DEFAULT = "shiryaev-roberts";

    /** Does not matter: only changes are counted. */
    private static final double WARNING = 0.5;

    private static final double RDDM_RATIO = 1.773 / 2.258;

    static List<Contestant> all() {
        return List.of(
                new Contestant(DEFAULT, "mean time", 1, 40, k -> ChangeDetectors.shiryaevRoberts()
                        .withMeanTime(up(k))),
                new Contestant(
                        "adwin", "delta", 0.3, 100, k -> ChangeDetectors.adwin().withDelta(down(k))),
                new Contestant(
                        "kswin", "alpha", 1, 12, k -> ChangeDetectors.kswin().withAlpha(down(k))),
                new Contestant("page-hinkley", "threshold", 0, 3, k -> ChangeDetectors.pageHinkley()
                        .withThreshold(up(k))),
                new Contestant("cusum", "threshold", 0, 3, k -> ChangeDetectors.cusum()
                        .withDirection(Direction.UP)
                        .withThreshold(up(k))),
                new Contestant(
                        "ddm", "drift level", 0, 2, k -> ChangeDetectors.ddm().withLevels(up(k), up(k))),
                new Contestant("eddm", "drift level", 0.02, 2, k -> ChangeDetectors.eddm()
                        .withLevels(0.99, down(k))),
                new Contestant(
                        "rddm", "both levels", 0, 2, k -> ChangeDetectors.rddm().withLevels(RDDM_RATIO * up(k), up(k))),
                new Contestant("hddm-a", "confidence", 1, 100, k -> ChangeDetectors.hddmA()
                        .withConfidence(down(k), WARNING)),
                new Contestant("hddm-w", "confidence", 1, 100, k -> ChangeDetectors.hddmW()
                        .withConfidence(down(k), WARNING)),
                new Contestant("fhddm", "confidence", 1, 100, k -> ChangeDetectors.fhddm()
                        .withConfidence(down(k))),
                new Contestant(
                        "stepd", "level", 1, 40, k -> ChangeDetectors.stepd().withLevels(down(k), WARNING)),
                new Contestant("seq-drift2", "delta", 0.1, 40, k -> ChangeDetectors.seqDrift2()
                        .withDelta(down(k))),
                // The control limits of ECDD are known for three rates of false alarms, so it cannot be set to others.
                new Contestant("ecdd", "none", 0, 0, k -> ChangeDetectors.named("ecdd")));
    }

    private static double up(double k) {
        return Math.pow(10, k);
    }

    private static double down(double k) {
        return Math.pow(10, -k);
    }

    /** Whether a detector reports a change at a value. */
    static boolean alarms(BaseDetector detector, double value) {
        return detector.update(value) == ChangeState.CHANGE;
    }
}
