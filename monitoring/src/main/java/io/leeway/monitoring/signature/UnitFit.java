package io.leeway.monitoring.signature;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Finds the map that turns numbers back into those of the reference: of known conversions, and of factors, the one after which the numbers have
 * the reference's distribution and, where the reference has few different values, are among these.
 */
final class UnitFit {

    /** After the right map, so many numbers are among those of the reference. */
    private static final double KNOWN = 0.9;

    /** Where so many numbers are among those of the reference by chance, that says nothing. */
    private static final double BY_CHANCE = 0.6;

    /** The right map brings the distribution nearer by so much. */
    private static final double NEARER = 0.5;

    /** A map that no table knows is accepted for the distribution alone only where the two hardly overlap. */
    private static final double FAR = 0.5;

    /** Fewer different values say too little of a map. */
    private static final int LEAST_VALUES = 5;

    private static final int MOST_VALUES = 1_000;
    private static final int MOST_REFERENCE = 5_000;
    private static final int STEPS = 100;
    private static final double STEP = 0.0005;
    private static final double LEAST_CHANGE = 0.015;

    private final double[] values;
    private final double[] reference;
    private final double[] distinct;
    private final boolean byDistribution;
    private final double half;
    private final double halfBefore;
    private final double ordinary;

    /**
     * Prepares a search.
     *
     * @param values numbers that are wrong
     * @param blocks the reference's numbers, block by block
     * @param byDistribution whether a known conversion may be accepted by the distribution alone
     */
    UnitFit(double[] values, List<double[]> blocks, boolean byDistribution) {
        this.byDistribution = byDistribution;
        double[] all = present(blocks.stream().flatMapToDouble(Arrays::stream).toArray());
        double[] sorted = present(values);
        this.values = thinned(sorted, MOST_VALUES);
        this.distinct = distinct(all);
        // Zero is zero in many units: rows that show a fault may lack it for that alone.
        boolean zeros = Arrays.binarySearch(sorted, 0) >= 0;
        double[] comparable =
                zeros ? all : Arrays.stream(all).filter(each -> each != 0).toArray();
        this.reference = thinned(comparable, MOST_REFERENCE);
        this.half = half(this.values);
        this.halfBefore = half(this.reference);
        this.ordinary = blocks.stream()
                .map(UnitFit::present)
                .filter(block -> block.length > 0)
                .mapToDouble(block -> distance(block, reference))
                .max()
                .orElse(1);
    }

    private static double[] present(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    private static double[] distinct(double[] sorted) {
        double[] distinct = new double[sorted.length];
        int size = 0;
        for (double value : sorted) {
            if (size == 0 || distinct[size - 1] != value) {
                distinct[size++] = value;
            }
        }
        return Arrays.copyOf(distinct, size);
    }

    /** So many of sorted numbers, evenly spread. */
    private static double[] thinned(double[] sorted, int most) {
        if (sorted.length <= most) {
            return sorted;
        }
        double[] thin = new double[most];
        for (int i = 0; i < most; i++) {
            thin[i] = sorted[(int) ((i + 0.5) * sorted.length / most)];
        }
        return thin;
    }

    /** Half of the unit that nearly all numbers are rounded to. */
    static double half(double[] numbers) {
        return 0.5 * Math.pow(10, -decimals(numbers));
    }

    /** The decimals that nearly all numbers have at most. */
    private static int decimals(double[] values) {
        for (int decimals = 0; decimals < 6; decimals++) {
            int rounded = 0;
            for (double value : values) {
                rounded += DecimalsStatistic.isRounded(value, decimals) ? 1 : 0;
            }
            if (rounded >= 0.99 * values.length) {
                return decimals;
            }
        }
        return 9;
    }

    /** The map that explains the numbers best, if one does. */
    Optional<UnitMap> best() {
        if (distinct(values).length < LEAST_VALUES || distinct.length < LEAST_VALUES || isMostlyOneValue()) {
            return Optional.empty();
        }
        double before = distance(values, reference);
        UnitMap best = null;
        double least = Math.max(NEARER * before, Math.min(ordinary, before));
        boolean exact = false;
        for (UnitMap map : UnitMap.KNOWN) {
            double[] back = mapped(map.back());
            double after = distance(back, reference);
            boolean knows = isKnown(back, map.slope());
            if (isNearer(after, before, knows) && (knows && !exact || knows == exact && after < least)) {
                best = map;
                least = after;
                exact = knows;
            }
        }
        if (exact) {
            return Optional.ofNullable(best);
        }
        Optional<UnitMap> factor = factor(before);
        if (factor.isPresent()) {
            return factor;
        }
        Optional<UnitMap> line = line();
        if (line.isPresent() && isKnown(mapped(line.get().back()), line.get().slope())) {
            return line.filter(map -> isNearer(distance(mapped(map.back()), reference), before, true));
        }
        if (best != null || before < FAR || !byDistribution) {
            return byDistribution ? Optional.ofNullable(best) : Optional.empty();
        }
        return line.filter(map -> distance(mapped(map.back()), reference) <= Math.min(2 * ordinary, NEARER * before));
    }

    /** The line through the quantiles of both, such as 10 + 2 x: the median of the slopes between them (Theil 1950, Sen 1968). */
    private Optional<UnitMap> line() {
        double[] now = quantiles(values);
        double[] was = quantiles(reference);
        double[] slopes = new double[now.length * now.length];
        int size = 0;
        for (int i = 0; i < now.length; i++) {
            for (int j = 0; j < i; j++) {
                if (now[i] > now[j]) {
                    slopes[size++] = (was[i] - was[j]) / (now[i] - now[j]);
                }
            }
        }
        double slope = size == 0 ? 0 : round(median(Arrays.copyOf(slopes, size)));
        double[] shifts = new double[now.length];
        for (int i = 0; i < now.length; i++) {
            shifts[i] = was[i] - slope * now[i];
        }
        double shift = round(median(shifts));
        return slope > 0 ? Optional.of(UnitMap.affine("another unit", shift, slope)) : Optional.empty();
    }

    private static double[] quantiles(double[] sorted) {
        double[] quantiles = new double[19];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = quantile(sorted, (i + 1) / 20.0);
        }
        return quantiles;
    }

    static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** To four digits, as it is printed. */
    static double round(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).round(new MathContext(4)).doubleValue()
                : 0;
    }

    /** A single value is turned into a known one by too many maps. */
    private boolean isMostlyOneValue() {
        int longest = 0;
        int first = 0;
        for (int i = 0; i < values.length; i++) {
            first = values[i] == values[first] ? first : i;
            longest = Math.max(longest, i - first + 1);
        }
        return 2 * longest > values.length;
    }

    private boolean isNearer(double after, double before, boolean knows) {
        return knows ? after < Math.max(before, ordinary) : after <= NEARER * before;
    }

    private double[] mapped(DoubleUnaryOperator map) {
        return Arrays.stream(values).map(map).filter(Double::isFinite).sorted().toArray();
    }

    /** A factor that no table knows, such as 1.2. */
    private Optional<UnitMap> factor(double before) {
        double middle = ratio();
        UnitMap best = null;
        double most = KNOWN;
        for (int i = -STEPS; i <= STEPS && middle > 0; i++) {
            double slope = middle * (1 + i * STEP);
            double[] back = mapped(x -> slope * x);
            double share = share(back, tolerance(slope), 0);
            if (share > most
                    && Math.abs(slope - 1) > LEAST_CHANGE
                    && isKnown(back, slope)
                    && isNearer(distance(back, reference), before, true)) {
                most = share;
                best = UnitMap.affine(Words.number(Math.rint(1e3 / slope) / 1e3) + " times what it was", 0, slope);
            }
        }
        return Optional.ofNullable(best);
    }

    /** By what the numbers are to be multiplied: the median, over quantiles, of the reference's by theirs. */
    private double ratio() {
        double[] now = quantiles(values);
        double[] ratios = quantiles(reference);
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] /= now[i];
        }
        ratios = Arrays.stream(ratios).filter(Double::isFinite).sorted().toArray();
        return ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2];
    }

    private static double quantile(double[] sorted, double p) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
    }

    /** Whether the numbers are among those of the reference, and would not be if they were moved a little. */
    private boolean isKnown(double[] back, double slope) {
        return isKnownWithin(back, tolerance(slope)) || isKnownWithin(back, 1.02 * halfBefore);
    }

    /** As rounded numbers were rounded after they were converted. */
    private double tolerance(double slope) {
        return Math.max(1e-9, 1.02 * half * Math.abs(slope));
    }

    private boolean isKnownWithin(double[] back, double tolerance) {
        if (share(back, tolerance, 0) < KNOWN) {
            return false;
        }
        double chance = 0;
        for (double moved : new double[] {-7.3, -4.7, -3.1, 3.3, 4.9, 7.1}) {
            chance += share(back, tolerance, moved) / 6;
        }
        return chance <= BY_CHANCE;
    }

    private double share(double[] back, double tolerance, double moved) {
        double known = 0;
        for (double value : back) {
            double at = value + moved * tolerance;
            int place = Arrays.binarySearch(distinct, at);
            int next = place >= 0 ? place : -place - 1;
            known += next < distinct.length && distinct[next] - at <= tolerance
                            || next > 0 && at - distinct[next - 1] <= tolerance
                    ? 1
                    : 0;
        }
        return values.length == 0 ? 0 : known / values.length;
    }

    /** The Kolmogorov-Smirnov distance of two sorted samples. */
    static double distance(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return 1;
        }
        double greatest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) {
                i++;
            }
            while (j < b.length && b[j] <= value) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return greatest;
    }
}
