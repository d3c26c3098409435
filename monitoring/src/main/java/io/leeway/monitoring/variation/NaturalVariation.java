package io.leeway.monitoring.variation;

import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.PValueMethod;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a window differs from a reference by more than the reference's own blocks, such as its weeks, differ from each other.
 *
 * <pre>{@code
 * NaturalVariation weeks = NaturalVariation.of(profilesOfWeeks).withBlockLength(Duration.ofDays(7));
 * DriftReport report = weeks.withAlpha(1.0 / 52).compare(profileOfThisWeek);
 * }</pre>
 *
 * <p>A window must be of about the blocks' own length in time: what days differ by says little of weeks. Fewer rows in a window than in
 * a block are allowed for. For each feature the bins' shares (and that of missing values) of each block are a point; the squared distance
 * of the window from the blocks' mean, divided by the one that a further block has on average, is compared with Fisher's distribution
 * (Student's prediction interval in several directions); and so is the bin that is most unusual, which finds a new category. The p-value holds where effects of blocks are about normal, or their tails no
 * heavier than those of Student's distribution with 4 degrees of freedom (where blocks are so many that ranks reach the level, it is the window's
 * rank among them, which holds for all), and allows for blocks that depend on their neighbours; {@code docs/natural-variation.md} has the simulations. Where there are too few blocks, or they
 * depend too much, the verdict is {@link Verdict#INSUFFICIENT_DATA}, and {@link DriftResult#basis} says why.
 *
 * <p>Immutable and safe for use by several threads. Cost: for each feature, {@link #of} takes time with the cube of the number of
 * blocks, at most {@value #MAXIMUM_BLOCKS}; {@link #compare} counts the profile's buckets or categories once.
 */
public final class NaturalVariation {

    /** The name of the results in reports. */
    public static final String NAME = "variation";

    /** The default level of one window, over all its features. */
    public static final double DEFAULT_ALPHA = 0.01;

    /** Blocks and windows of fewer rows are not judged. */
    public static final int MINIMUM_ROWS = 20;

    /** Fewer degrees of freedom, which are the blocks less one if they are independent, allow no verdict. */
    public static final int MINIMUM_DEGREES = 4;

    /** The newest so many blocks are used. */
    public static final int MAXIMUM_BLOCKS = 400;

    /** What is known of a feature's blocks; nothing if there are too few. */
    private record Known(
            FeatureShape shape,
            @Nullable Scatter scatter,
            @Nullable Residuals residuals,
            @Nullable Dependence dependence,
            long rows) {
        int judgements() {
            return residuals == null ? 1 : Residuals.JUDGEMENTS;
        }
    }

    private final List<Profile> blocks;
    private final Map<String, Known> features;
    private final String name;
    private final String unit;
    private final double alpha;
    private final Correction correction;

    private NaturalVariation(
            List<Profile> blocks,
            Map<String, Known> features,
            String name,
            String unit,
            double alpha,
            Correction correction) {
        this.blocks = blocks;
        this.features = features;
        this.name = name;
        this.unit = unit;
        this.alpha = alpha;
        this.correction = correction;
    }

    /**
     * Returns a detector for blocks of a reference. Blocks of fewer than {@value #MINIMUM_ROWS} rows, or of fewer than half the median
     * number, are incomplete and left out.
     *
     * @param blocks profiles of the same features of consecutive blocks of equal length, in the order of time
     * @return the detector
     * @throws io.leeway.monitoring.profile.ProfileException if the blocks differ in their features
     */
    public static NaturalVariation of(List<Profile> blocks) {
        return of(blocks, false);
    }

    /** The same of residuals, whose middle and width are judged, too. */
    static NaturalVariation ofResiduals(List<Profile> blocks, String name) {
        NaturalVariation variation = of(blocks, true);
        return new NaturalVariation(
                variation.blocks, variation.features, name, variation.unit, variation.alpha, variation.correction);
    }

    private static NaturalVariation of(List<Profile> blocks, boolean areResiduals) {
        List<Profile> complete = complete(blocks);
        Map<String, Known> features = new LinkedHashMap<>();
        if (!complete.isEmpty()) {
            Profile all = complete.stream().reduce(Profile::merge).orElseThrow();
            all.features().forEach(name -> features.put(name, known(name, all, complete, areResiduals)));
            if (complete.size() > MINIMUM_DEGREES) {
                withDependence(features);
            }
        }
        return new NaturalVariation(
                complete, features, NAME, "blocks", DEFAULT_ALPHA, DriftDetector.DEFAULT_CORRECTION);
    }

    private static List<Profile> complete(List<Profile> blocks) {
        long[] rows = blocks.stream().mapToLong(Profile::rows).sorted().toArray();
        double least = rows.length == 0 ? 0 : Math.max(MINIMUM_ROWS, rows[rows.length / 2] / 2.0);
        List<Profile> complete =
                blocks.stream().filter(block -> block.rows() >= least).toList();
        return complete.subList(Math.max(0, complete.size() - MAXIMUM_BLOCKS), complete.size());
    }

    private static Known known(String name, Profile all, List<Profile> blocks, boolean areResiduals) {
        FeatureProfile reference = all.feature(name);
        List<FeatureProfile> parts =
                blocks.stream().map(block -> block.feature(name)).toList();
        FeatureShape shape = FeatureShape.of(reference, parts);
        if (blocks.size() <= MINIMUM_DEGREES) {
            return new Known(shape, null, null, null, all.rows());
        }
        List<double[]> vectors = parts.stream().map(shape::vectorOfBlock).toList();
        double[] rows = blocks.stream().mapToDouble(Profile::rows).toArray();
        Residuals residuals = areResiduals ? Residuals.of(parts) : null;
        return new Known(shape, new Scatter(vectors, rows, shape.noise()), residuals, null, all.rows());
    }

    private static void withDependence(Map<String, Known> features) {
        List<Scatter> scatters = new ArrayList<>();
        features.values().forEach(each -> {
            if (each.scatter != null) {
                scatters.add(each.scatter);
            }
        });
        Neighbours neighbours = new Neighbours(scatters);
        features.replaceAll((name, each) -> each.scatter == null
                ? each
                : new Known(each.shape, each.scatter, each.residuals, neighbours.of(each.scatter), each.rows));
    }

    /**
     * Sets the level that the corrected p-values of a window are compared with; the default is {@value #DEFAULT_ALPHA}. A budget of one
     * alarm a year over weekly windows is a level of 1/52.
     *
     * @param level in (0, 1)
     * @return a new detector
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public NaturalVariation withAlpha(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, was " + level);
        }
        return new NaturalVariation(blocks, features, name, unit, level, correction);
    }

    /**
     * Sets the correction for the number of features; the default is {@link DriftDetector#DEFAULT_CORRECTION}.
     *
     * @param choice the correction
     * @return a new detector
     */
    public NaturalVariation withCorrection(Correction choice) {
        return new NaturalVariation(blocks, features, name, unit, alpha, choice);
    }

    /**
     * Sets the length of the blocks, by which results name them, such as {@code 8 weeks}.
     *
     * @param length above zero
     * @return a new detector
     * @throws IllegalArgumentException if it is not
     */
    public NaturalVariation withBlockLength(Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("blocks have a length above zero, was " + length);
        }
        return new NaturalVariation(blocks, features, name, BlockLength.unit(length), alpha, correction);
    }

    /**
     * Returns the blocks that windows are judged by, without those that were left out.
     *
     * @return in the order of time
     */
    public List<Profile> blocks() {
        return blocks;
    }

    /**
     * Returns how many rows a block has.
     *
     * @return the median; 0 if there are no blocks
     */
    public long rowsOfBlock() {
        long[] rows = blocks.stream().mapToLong(Profile::rows).sorted().toArray();
        return rows.length == 0 ? 0 : rows[rows.length / 2];
    }

    /**
     * Compares all features that the blocks and the window have.
     *
     * @param window a profile of rows of about the blocks' length in time, which are not among the blocks' rows
     * @return one result for each feature. Its statistic is the squared distance from the blocks' mean, divided by the one that a
     *     further block would have on average
     * @throws IllegalArgumentException if a feature's type differs between the two
     */
    public DriftReport compare(Profile window) {
        List<FeatureDrift> drifts = new ArrayList<>();
        features.forEach((name, known) -> {
            if (window.has(name)) {
                FeatureProfile now = window.feature(name);
                if (now.type() != known.shape.type()) {
                    throw new IllegalArgumentException("feature '" + name + "' is " + known.shape.type()
                            + " in the reference and " + now.type() + " in the window");
                }
                drifts.add(new FeatureDrift(name, now.type(), List.of(result(known, now))));
            }
        });
        return new DriftReport(drifts).judgedBy(alpha, correction);
    }

    private DriftResult result(Known known, FeatureProfile window) {
        Scatter scatter = known.scatter;
        Dependence dependence = known.dependence;
        if (scatter == null || dependence == null) {
            return insufficient(
                    known,
                    window,
                    blocks.size() + " " + unit + " are too few to know what they differ by; give at least "
                            + (MINIMUM_DEGREES + 1));
        }
        if (dependence.degrees() < MINIMUM_DEGREES) {
            return insufficient(
                    known,
                    window,
                    String.format(
                            Locale.ROOT,
                            "its %d %s depend on each other, and are worth no more than %.1f; give more of them",
                            blocks.size(),
                            unit,
                            dependence.degrees() + 1));
        }
        if (window.rows() < MINIMUM_ROWS) {
            return insufficient(
                    known,
                    window,
                    "a window of " + window.rows() + " rows is too small; give at least " + MINIMUM_ROWS);
        }
        String basis = blocks.size() + " " + unit;
        boolean isRanked = isManyBlocks(known) && scatter.isAlike(window.rows());
        Judgement judgement =
                isRanked ? rank(known, scatter, dependence, window) : judge(known, scatter, dependence, window);
        return result(
                known,
                window,
                judgement.ratio(),
                OptionalDouble.of(judgement.pValue()),
                Verdict.STABLE,
                isRanked ? "its rank among " + basis : basis);
    }

    private static Judgement judge(Known known, Scatter scatter, Dependence dependence, FeatureProfile window) {
        Judgement shape = scatter.judgeWithBins(known.shape.vector(window), window.rows(), dependence);
        return known.residuals == null
                ? shape
                : known.residuals
                        .least(shape, (NumericProfile) window, dependence)
                        .ofLeast(known.judgements());
    }

    private static Judgement rank(Known known, Scatter scatter, Dependence dependence, FeatureProfile window) {
        double[] vector = known.shape.vector(window);
        Judgement shape = new Judgement(scatter.ratio(vector, window.rows(), dependence), scatter.rank(vector));
        return known.residuals == null
                ? shape
                : known.residuals.leastRank(shape, (NumericProfile) window).ofLeast(known.judgements());
    }

    /** Whether the least rank of a window is as small as the level of one judgement of one feature. */
    private boolean isManyBlocks(Known known) {
        return (blocks.size() + 1) * alpha >= features.size() * known.judgements();
    }

    private DriftResult insufficient(Known known, FeatureProfile window, String why) {
        return result(known, window, Double.NaN, OptionalDouble.empty(), Verdict.INSUFFICIENT_DATA, why);
    }

    private DriftResult result(
            Known known, FeatureProfile window, double ratio, OptionalDouble pValue, Verdict verdict, String basis) {
        Optional<PValueMethod> method = pValue.isPresent() ? Optional.of(PValueMethod.ASYMPTOTIC) : Optional.empty();
        return new DriftResult(
                name,
                ratio,
                pValue,
                alpha,
                true,
                verdict,
                known.rows,
                window.rows(),
                true,
                method,
                Optional.empty(),
                basis);
    }

    /** Returns the number of blocks and of features in one line. */
    @Override
    public String toString() {
        return "natural variation by " + blocks.size() + " " + unit + " of " + features.size() + " features";
    }
}
