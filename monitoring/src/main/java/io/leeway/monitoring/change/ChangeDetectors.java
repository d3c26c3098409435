package io.leeway.monitoring.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Factories of all change detectors, meant for static import. Each call returns a new detector. Code that needs a
 * detector for each of several streams takes the method as a supplier:
 * {@code Supplier<ChangeDetector> each = ChangeDetectors::adwin}.
 */
public final class ChangeDetectors {

    /** The only list of the detectors that need no argument; documents and tests read it. */
    private static final Map<String, Supplier<BaseDetector>> BY_NAME = byName();

    private ChangeDetectors() {}

    private static Map<String, Supplier<BaseDetector>> byName() {
        Map<String, Supplier<BaseDetector>> all = new LinkedHashMap<>();
        all.put("shiryaev-roberts", ChangeDetectors::shiryaevRoberts);
        all.put("adwin", ChangeDetectors::adwin);
        all.put("kswin", ChangeDetectors::kswin);
        all.put("page-hinkley", ChangeDetectors::pageHinkley);
        all.put("cusum", ChangeDetectors::cusum);
        all.put("ecdd", ChangeDetectors::ecdd);
        all.put("ddm", ChangeDetectors::ddm);
        all.put("eddm", ChangeDetectors::eddm);
        all.put("rddm", ChangeDetectors::rddm);
        all.put("hddm-a", ChangeDetectors::hddmA);
        all.put("hddm-w", ChangeDetectors::hddmW);
        all.put("fhddm", ChangeDetectors::fhddm);
        all.put("stepd", ChangeDetectors::stepd);
        all.put("seq-drift2", ChangeDetectors::seqDrift2);
        return Collections.unmodifiableMap(all);
    }

    /**
     * Returns the names of all detectors that need no argument.
     *
     * @return their {@link ChangeDetector#name() names}, in the order of the documentation
     */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * Returns a detector with its defaults.
     *
     * @param name one of {@link #names()}
     * @return a new detector
     * @throws IllegalArgumentException if there is none of this name
     */
    public static BaseDetector named(String name) {
        Supplier<BaseDetector> detector = BY_NAME.get(name);
        if (detector == null) {
            throw new IllegalArgumentException("there is no detector " + name + ", but " + String.join(", ", names()));
        }
        return detector.get();
    }

    /**
     * Returns a Shiryaev-Roberts test of an error rate, the default of Leeway for streams of errors.
     *
     * @return a detector of increases with 10,000 values between two false alarms, see {@link ShiryaevRoberts}
     */
    public static ShiryaevRoberts shiryaevRoberts() {
        return new ShiryaevRoberts();
    }

    /**
     * Returns an ADWIN detector: a window that shrinks when its older part no longer has the mean of its newer part.
     *
     * @return a detector with a delta of 0.002, see {@link Adwin} for its other defaults
     */
    public static Adwin adwin() {
        return new Adwin();
    }

    /**
     * Returns a KSWIN detector: the newest values and a sample of older ones, by the Kolmogorov-Smirnov test.
     *
     * @return a detector with an alpha of 0.005 and a window of 100 values, see {@link Kswin}
     */
    public static Kswin kswin() {
        return new Kswin();
    }

    /**
     * Returns a Page-Hinkley test: a cumulative sum of the deviations from the running mean.
     *
     * @return a detector with a threshold of 50 for changes in both directions, see {@link PageHinkley} for its other defaults
     */
    public static PageHinkley pageHinkley() {
        return new PageHinkley();
    }

    /**
     * Returns a CUSUM: sums of deviations from the running mean that never fall below 0.
     *
     * @return a detector with a threshold of 50 for changes in both directions, see {@link Cusum}
     */
    public static Cusum cusum() {
        return new Cusum();
    }

    /**
     * Returns an ECDD detector: an EWMA control chart of an error rate.
     *
     * @return a detector with 400 values between two false alarms, see {@link Ecdd}
     */
    public static Ecdd ecdd() {
        return new Ecdd();
    }

    /**
     * Returns a DDM detector: an error rate and the lowest that it has had.
     *
     * @return a detector with levels of 2 and 3 standard deviations, see {@link Ddm}
     */
    public static Ddm ddm() {
        return new Ddm();
    }

    /**
     * Returns an EDDM detector: the distance between errors and the longest that it has had.
     *
     * @return a detector with levels of 0.95 and 0.9, see {@link Eddm}
     */
    public static Eddm eddm() {
        return new Eddm();
    }

    /**
     * Returns an RDDM detector: DDM that forgets.
     *
     * @return a detector with levels of 1.773 and 2.258 standard deviations, see {@link Rddm}
     */
    public static Rddm rddm() {
        return new Rddm();
    }

    /**
     * Returns an HDDM-A detector: means by Hoeffding's bound.
     *
     * @return a detector of increases with confidences of 0.001 and 0.005, see {@link HddmA}
     */
    public static HddmA hddmA() {
        return new HddmA();
    }

    /**
     * Returns an HDDM-W detector: weighted means by McDiarmid's bound.
     *
     * @return a detector of increases with confidences of 0.001 and 0.005, see {@link HddmW}
     */
    public static HddmW hddmW() {
        return new HddmW();
    }

    /**
     * Returns an FHDDM detector: a window and the best that it has been.
     *
     * @return a detector with a window of 100 values, see {@link Fhddm}
     */
    public static Fhddm fhddm() {
        return new Fhddm();
    }

    /**
     * Returns a STEPD detector: a test of two proportions.
     *
     * @return a detector with a window of 30 values and levels of 0.003 and 0.05, see {@link Stepd}
     */
    public static Stepd stepd() {
        return new Stepd();
    }

    /**
     * Returns a SeqDrift2 detector: each block of errors and a sample of all before it.
     *
     * @return a detector with blocks of 200 values and a delta of 0.01, see {@link SeqDrift2}
     */
    public static SeqDrift2 seqDrift2() {
        return new SeqDrift2();
    }

    /**
     * Returns an e-detector, which guarantees the mean time between false alarms.
     *
     * @param baseline the mean that values in [0, 1] have at most where nothing has changed, in (0, 1)
     * @return a detector of increases with 10,000 values between two false alarms, see {@link EDetector}
     * @throws IllegalArgumentException if the baseline lies outside (0, 1)
     */
    public static EDetector eDetector(double baseline) {
        return new EDetector(baseline);
    }

    /**
     * Returns a vote of several detectors.
     *
     * @param needed how many members must detect a change, 1 to the number of members
     * @param members new detectors that are used for nothing else
     * @return a detector, see {@link DetectorVote}
     * @throws IllegalArgumentException if there are too few members
     */
    public static DetectorVote vote(int needed, BaseDetector... members) {
        return DetectorVote.of(needed, members);
    }
}
