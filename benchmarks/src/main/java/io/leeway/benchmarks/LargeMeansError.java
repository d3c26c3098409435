package io.leeway.benchmarks;

import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.NumericTest;
import io.leeway.monitoring.drift.PValueMethod;
import io.leeway.monitoring.drift.Significance;
import io.leeway.monitoring.statistics.CentralMoments;
import io.leeway.monitoring.statistics.LargeMeans;
import io.leeway.monitoring.statistics.OutlyingRows;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How far p-values of {@link LargeMeans}, which deals only rows far from the mean, are from those of dealing all rows; and how often they are small for two
 * samples of one distribution.
 */
public final class LargeMeansError {
    private static final double[] LEVELS = {0.05, 0.01, 0.0016, 3e-4, 1e-4};

    private enum Shape {
        LOG_NORMAL_1(random -> Math.exp(random.nextGaussian())),
        LOG_NORMAL_2(random -> Math.exp(2 * random.nextGaussian())),
        /** Pareto with a mean and no variance. */
        PARETO(random -> 1 / Math.sqrt(1 - random.nextDouble())),
        /** Pareto without a mean. */
        PARETO_1(random -> 1 / (1 - random.nextDouble())),
        /** Student's t with three degrees of freedom. */
        STUDENT(random -> random.nextGaussian()
                / Math.sqrt(-2 * Math.log(1 - random.nextDouble()) / 3 + Math.pow(random.nextGaussian(), 2) / 3)),
        /** One in five hundred. */
        RARE(random -> random.nextDouble() < 0.002 ? 1 : 0);

        private final ToDoubleFunction<SplittableRandom> draw;

        Shape(ToDoubleFunction<SplittableRandom> draw) {
            this.draw = draw;
        }

        double[] values(int rows, SplittableRandom random) {
            return IntStream.range(0, rows)
                    .mapToDouble(i -> draw.applyAsDouble(random))
                    .toArray();
        }
    }

    private LargeMeansError() {}

    /**
     * Prints, by distribution and test, p-values beside those of dealing all rows at some levels; or the share of pairs of samples whose p-values are at most
     * each level.
     *
     * @param arguments rows of the smaller and of the larger sample, how often all rows are dealt, and the names of
     *     distributions, all if there is none; with {@code pairs} before, how many pairs are drawn of log-normal numbers with a deviation of 2
     */
    public static void main(String[] arguments) {
        boolean arePairs = arguments[0].equals("pairs");
        int first = arePairs ? 1 : 0;
        int[] numbers = Arrays.stream(arguments, first, first + 3)
                .mapToInt(Integer::parseInt)
                .toArray();
        if (arePairs) {
            pairs(numbers[0], numbers[1], numbers[2]);
            return;
        }
        List<String> names = Arrays.asList(arguments).subList(3, arguments.length);
        for (Shape shape : Shape.values()) {
            if (names.isEmpty() || names.contains(shape.name())) {
                compare(shape, true, numbers[0], numbers[1], numbers[2]);
                compare(shape, false, numbers[0], numbers[1], numbers[2]);
            }
        }
    }

    private static void compare(Shape shape, boolean isWelch, int n, int m, int deals) {
        SplittableRandom random = new SplittableRandom(5);
        double[] drawn = shape.values(n + m, random);
        CentralMoments all = CentralMoments.of(drawn, CentralMoments.differences(1, 0));
        double[] values = Arrays.stream(drawn)
                .map(value -> (value - all.mean()) / Math.sqrt(all.second()))
                .toArray();
        double ofX = isWelch ? 1.0 / n / (n - 1) : 1;
        double ofY = isWelch ? 1.0 / m / (m - 1) : 1;
        double[] dealt = deal(values, n, ofX, ofY, deals, random);
        OutlyingRows rows =
                new OutlyingRows(CentralMoments.of(values, CentralMoments.differences(1, 0)), LargeMeans.limit(n, m));
        rows.add(values, CentralMoments.differences(1, 0));
        for (double level : LEVELS) {
            double observed = dealt[(int) Math.ceil(deals * (1 - level))];
            double atLeast = Arrays.stream(dealt)
                    .filter(each -> each >= observed * (1 - 1e-10))
                    .count();
            double found = LargeMeans.pValue(rows, n, ofX, ofY, observed);
            double inErrors = Math.sqrt(isWelch ? observed : observed * (n + m - 2) * n * m / (n + m));
            double normal = 2 * NormalDistribution.of(0, 1).survivalProbability(inErrors);
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %-6s %d %d  dealt %.6f +-%.2f  found %.2f  normal %.2f  far rows %d%n",
                    shape,
                    isWelch ? "welch" : "pooled",
                    n,
                    m,
                    atLeast / deals,
                    1 / Math.sqrt(atLeast),
                    found * deals / atLeast,
                    normal * deals / atLeast,
                    rows.found().length);
        }
    }

    private static double[] deal(double[] values, int n, double ofX, double ofY, int deals, SplittableRandom random) {
        double[] deck = values.clone();
        double m = values.length - n;
        double[] statistics = new double[deals];
        for (int deal = 0; deal < deals; deal++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                int chosen = i + random.nextInt(deck.length - i);
                double value = deck[chosen];
                deck[chosen] = deck[i];
                deck[i] = value;
                sum += value;
                squares += value * value;
            }
            double off = sum / n + sum / m;
            statistics[deal] =
                    off * off / (ofX * (squares - sum * sum / n) + ofY * (values.length - squares - sum * sum / m));
        }
        Arrays.sort(statistics);
        return statistics;
    }

    private static void pairs(int n, int m, int pairs) {
        SplittableRandom random = new SplittableRandom(6);
        List<NumericTest> tests = List.of(DriftTests.welchT(), DriftTests.levene());
        int[][] found = new int[tests.size()][LEVELS.length];
        int[] simulated = new int[tests.size()];
        for (int i = 0; i < pairs; i++) {
            double[] x = Shape.LOG_NORMAL_2.values(n, random);
            double[] y = Shape.LOG_NORMAL_2.values(m, random);
            for (int t = 0; t < tests.size(); t++) {
                Significance each = tests.get(t).significance(x, y);
                simulated[t] += each.method() == PValueMethod.MONTE_CARLO ? 1 : 0;
                for (int k = 0; k < LEVELS.length; k++) {
                    found[t][k] += each.pValue() <= LEVELS[k] ? 1 : 0;
                }
            }
        }
        for (int t = 0; t < tests.size(); t++) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %d %d: %d pairs, %d simulated; p-values at most%n",
                    tests.get(t).name(),
                    n,
                    m,
                    pairs,
                    simulated[t]);
            for (int k = 0; k < LEVELS.length; k++) {
                System.out.printf(
                        Locale.ROOT,
                        "  %.4f: %.2f of as many (%d)%n",
                        LEVELS[k],
                        found[t][k] / LEVELS[k] / pairs,
                        found[t][k]);
            }
        }
    }
}
