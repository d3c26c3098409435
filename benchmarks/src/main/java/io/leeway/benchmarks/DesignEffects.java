package io.leeway.benchmarks;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.NaturalVariation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Compares {@link NaturalVariation} with a chi-square statistic of counts that is corrected by a design effect (Rao and Scott 1981, 1984;
 * second order, by Satterthwaite), where blocks are few: alarms of quiet weeks, and weeks found in which one category's odds moved.
 */
public final class DesignEffects {
    private static final int LOOKS = 26;
    private static final double ALPHA = AlarmBudget.of(1, Duration.ofDays(365)).alphaFor(Duration.ofDays(7));
    private static final double[] MOVED = {1, 2, 3};

    private DesignEffects() {}

    /**
     * Prints a table: a line for each size of effects and number of blocks.
     *
     * @param arguments the number of simulated years, 300 if there is none
     */
    public static void main(String[] arguments) {
        int years = arguments.length == 0 ? 300 : Integer.parseInt(arguments[0]);
        System.out.println(
                "| effects | weeks in the reference | rows a week | method | alarmed weeks a year | found, category moved by 1 | 2 | 3 |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (double effect : new double[] {0, 0.1, 0.5}) {
            for (int blocks : new int[] {3, 4, 8}) {
                print(new QuietWeeks.Scenario(effect, 0, blocks, 500, "normal", false), years);
            }
        }
    }

    private static void print(QuietWeeks.Scenario scenario, int years) {
        int[] alarms = new int[2];
        int[][] found = new int[2][MOVED.length];
        for (int year = 0; year < years; year++) {
            QuietWeeks weeks = new QuietWeeks(scenario, new SplittableRandom(year));
            List<Profile> reference = new ArrayList<>();
            for (int b = 0; b < scenario.blocks(); b++) {
                reference.add(weeks.next());
            }
            NaturalVariation variation =
                    NaturalVariation.of(reference).withAlpha(ALPHA).withCorrection(Correction.BONFERRONI);
            for (int look = 0; look < LOOKS + MOVED.length; look++) {
                weeks.move(look < LOOKS ? 0 : MOVED[look - LOOKS]);
                Profile week = weeks.next();
                Set<String> byVariation = drifted(variation.compare(week));
                Set<String> byDesign = drifted(reference, week);
                if (look < LOOKS) {
                    alarms[0] += byVariation.isEmpty() ? 0 : 1;
                    alarms[1] += byDesign.isEmpty() ? 0 : 1;
                } else {
                    found[0][look - LOOKS] += byVariation.contains("f6") ? 1 : 0;
                    found[1][look - LOOKS] += byDesign.contains("f6") ? 1 : 0;
                }
            }
        }
        for (int method = 0; method < 2; method++) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %s | %.2f | %.0f%% | %.0f%% | %.0f%% |%n",
                    scenario.effect() == 0 ? "none" : "" + scenario.effect(),
                    scenario.blocks(),
                    scenario.rows(),
                    method == 0 ? "`NaturalVariation`" : "design effect",
                    52.0 * alarms[method] / LOOKS / years,
                    100.0 * found[method][0] / years,
                    100.0 * found[method][1] / years,
                    100.0 * found[method][2] / years);
        }
    }

    private static Set<String> drifted(DriftReport report) {
        Set<String> names = new TreeSet<>();
        report.features().stream()
                .filter(each -> each.verdict() == Verdict.DRIFT)
                .forEach(each -> names.add(each.feature()));
        return names;
    }

    private static Set<String> drifted(List<Profile> reference, Profile week) {
        Set<String> names = new TreeSet<>();
        Profile all = reference.stream().reduce(Profile::merge).orElseThrow();
        for (String name : all.features()) {
            List<String> kept = new ArrayList<>();
            CategoricalProfile pooled = (CategoricalProfile) all.feature(name);
            pooled.counts().forEach((category, rows) -> {
                if (rows >= 5L * reference.size()) {
                    kept.add(category);
                }
            });
            double[][] blocks = reference.stream()
                    .map(block -> residuals((CategoricalProfile) block.feature(name), pooled, kept))
                    .toArray(double[][]::new);
            double p = pValue(blocks, residuals((CategoricalProfile) week.feature(name), pooled, kept));
            if (p < ALPHA / all.features().size()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Pearson's residuals of the shares: their squares times the rows sum up to chi-square. */
    private static double[] residuals(CategoricalProfile block, CategoricalProfile pooled, List<String> kept) {
        double[] residuals = new double[kept.size()];
        for (int i = 0; i < residuals.length; i++) {
            double share = (double) pooled.count(kept.get(i)) / pooled.count();
            residuals[i] = ((double) block.count(kept.get(i)) / block.count() - share) / Math.sqrt(share);
        }
        return residuals;
    }

    /** By the sum of squares of a week over the mean one of blocks, with Satterthwaite's degrees of freedom of the blocks' design effects. */
    private static double pValue(double[][] blocks, double[] week) {
        int count = blocks.length;
        double[][] products = new double[count][count];
        double trace = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                products[i][j] = product(blocks[i], blocks[j]);
            }
            trace += products[i][i];
        }
        double squares = 0;
        for (double each : new EigenDecomposition(new Array2DRowRealMatrix(products, false)).getRealEigenvalues()) {
            squares += each * each;
        }
        double degrees = trace * trace / squares;
        double ratio = product(week, week) / (trace / (count - 1) * (1 + 1.0 / count));
        return FDistribution.of(degrees, degrees * (count - 1)).survivalProbability(ratio);
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
