package io.leeway.benchmarks;

import io.leeway.monitoring.performance.RiskMonitor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Simulates lives of a year, 200 labels a day: how often a {@link RiskMonitor} that promises 0.05 and is read after each label ever alarms
 * although the risk did not rise, with a one-sided upper limit of 99% (Clopper and Pearson 1934), and how many days it takes to find a rise
 * that comes after half a year. Rows of one day share its own effect on the risk. Seeded.
 */
public final class RiskAlarms {
    private static final int DAYS = 365;
    private static final int ROWS = 200;
    private static final int REFERENCE_DAYS = 60;
    private static final int RISE_DAY = 180;
    private static final double RISK = 0.2;
    private static final double RISE = 0.08;
    private static final double TOLERANCE = 0.02;
    private static final double ALPHA = 0.05;
    private static final int NEVER = DAYS;
    private static final double CONFIDENCE = 0.99;

    private RiskAlarms() {}

    /** What is counted over the lives. */
    private static final class Counts {
        private final int[] falseAlarms = new int[4];
        private final int[] daysOfRows;
        private final int[] daysOfDays;
        private final int[] daysOfMean;

        Counts(int lives) {
            daysOfRows = new int[lives];
            daysOfDays = new int[lives];
            daysOfMean = new int[lives];
        }
    }

    /**
     * Prints a line for each size of the days' own effect on the risk.
     *
     * @param arguments the number of lives; 2,000 if there is none
     */
    public static void main(String[] arguments) {
        int lives = arguments.length == 0 ? 2_000 : Integer.parseInt(arguments[0]);
        System.out.println(
                "| deviation of a day's risk | false alarms at the limit: rows | days | against a reference: rows | days |"
                        + " days to find the rise: rows, days, running mean |");
        for (double deviation : new double[] {0, 0.03, 0.06}) {
            Random random = new Random(9);
            Counts counts = new Counts(lives);
            for (int life = 0; life < lives; life++) {
                live(deviation, random, counts, life);
            }
            System.out.printf(Locale.ROOT, "| %.2f |", deviation);
            for (int alarms : counts.falseAlarms) {
                System.out.printf(Locale.ROOT, " %.4f (%.4f) |", (double) alarms / lives, upper(alarms, lives));
            }
            System.out.printf(
                    Locale.ROOT,
                    " %d, %d, %d |%n",
                    median(counts.daysOfRows),
                    median(counts.daysOfDays),
                    median(counts.daysOfMean));
        }
    }

    private static double upper(int alarms, int lives) {
        return alarms == lives
                ? 1
                : BetaDistribution.of(alarms + 1.0, lives - alarms).inverseCumulativeProbability(CONFIDENCE);
    }

    private static void live(double deviation, Random random, Counts counts, int life) {
        double[] reference = new double[REFERENCE_DAYS * ROWS];
        long[] days = new long[reference.length];
        for (int row = 0; row < reference.length; row++) {
            days[row] = row / ROWS;
        }
        fill(reference, deviation, random);
        RiskMonitor[] unchanged = {
            RiskMonitor.above(RISK, 1, ALPHA),
            RiskMonitor.above(RISK, 1, ALPHA),
            RiskMonitor.of(reference, 1, 0, ALPHA),
            RiskMonitor.ofBlocks(reference, days, 1, 0, ALPHA)
        };
        RiskMonitor rows = RiskMonitor.of(reference, 1, TOLERANCE, ALPHA);
        RiskMonitor blocks = RiskMonitor.ofBlocks(reference, days, 1, TOLERANCE, ALPHA);
        int ofRows = NEVER;
        int ofDays = NEVER;
        int ofMean = NEVER;
        for (int day = 0; day < DAYS; day++) {
            double risk = RISK + deviation * random.nextGaussian();
            for (int row = 0; row < ROWS; row++) {
                double draw = random.nextDouble();
                double loss = draw < risk ? 1 : 0;
                for (int i = 0; i < unchanged.length; i++) {
                    if (i % 2 == 1) {
                        unchanged[i].add(loss, day);
                    } else {
                        unchanged[i].add(loss);
                    }
                }
                double risen = draw < risk + (day < RISE_DAY ? 0 : RISE) ? 1 : 0;
                ofRows = rows.add(risen) ? Math.min(ofRows, day - RISE_DAY) : ofRows;
                ofDays = blocks.add(risen, day) ? Math.min(ofDays, day - RISE_DAY) : ofDays;
            }
            ofMean = rows.risk().lower() > rows.limit() ? Math.min(ofMean, day - RISE_DAY) : ofMean;
        }
        for (int i = 0; i < unchanged.length; i++) {
            counts.falseAlarms[i] += unchanged[i].endBlock() ? 1 : 0;
        }
        counts.daysOfRows[life] = ofRows;
        counts.daysOfDays[life] = ofDays;
        counts.daysOfMean[life] = ofMean;
    }

    private static void fill(double[] losses, double deviation, Random random) {
        double risk = RISK;
        for (int row = 0; row < losses.length; row++) {
            if (row % ROWS == 0) {
                risk = RISK + deviation * random.nextGaussian();
            }
            losses[row] = random.nextDouble() < risk ? 1 : 0;
        }
    }

    private static int median(int[] values) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
