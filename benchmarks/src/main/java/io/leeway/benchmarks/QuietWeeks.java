package io.leeway.benchmarks;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Weeks of twelve features, one after the other: six numbers in tenths, three of four categories, three of twenty with rare ones. */
final class QuietWeeks {
    private static final int DAYS = 7;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** What a quiet year is like. */
    record Scenario(double effect, double correlation, int blocks, int rows, String tails, boolean numbers) {
        String line() {
            return effect + "/" + correlation + "/" + blocks + "/" + rows;
        }

        String neighbours() {
            return correlation == 0 ? "independent" : "correlated " + correlation;
        }
    }

    static final int FEATURES = 12;

    private final Scenario scenario;
    private final SplittableRandom random;
    private final double[][] shares = new double[FEATURES][];
    private final double[][] ofWeek = new double[FEATURES + 1][];
    private final double[][] ofDay = new double[FEATURES + 1][];
    private double moved;

    QuietWeeks(Scenario scenario, SplittableRandom random) {
        this.scenario = scenario;
        this.random = random;
        for (int f = 0; f <= FEATURES; f++) {
            int cells = f < 6 ? 10 : f < 9 ? 4 : 20;
            double power = f < 6 ? 0 : f < 9 ? 1 : 1.5;
            if (f < FEATURES) {
                double[] weights = IntStream.rangeClosed(1, cells)
                        .mapToDouble(i -> Math.pow(i, -power))
                        .toArray();
                double sum = Arrays.stream(weights).sum();
                shares[f] = Arrays.stream(weights).map(each -> each / sum).toArray();
            }
            ofWeek[f] = started(cells);
            ofDay[f] = started(cells);
        }
    }

    private double[] started(int size) {
        return IntStream.range(0, size).mapToDouble(i -> draw()).toArray();
    }

    /** Of variance one. */
    private double draw() {
        if (scenario.tails.equals("normal")) {
            return random.nextGaussian();
        }
        double square = 0;
        for (int i = 0; i < 4; i++) {
            double each = random.nextGaussian();
            square += each * each;
        }
        return random.nextGaussian() / Math.sqrt(square / 4) / Math.sqrt(2);
    }

    private void step(double[][] effects) {
        double rho = scenario.correlation;
        for (double[] feature : effects) {
            for (int i = 0; i < feature.length; i++) {
                feature[i] = rho * feature[i] + Math.sqrt(1 - rho * rho) * draw();
            }
        }
    }

    /** Moves the first number, and the logarithm of the first of four categories' odds, of later weeks. */
    void move(double by) {
        moved = by;
    }

    Profile next() {
        step(ofWeek);
        double[][] mean = new double[FEATURES][];
        double[][][] days = new double[FEATURES][DAYS][];
        for (int d = 0; d < DAYS; d++) {
            step(ofDay);
            for (int f = 0; f < FEATURES; f++) {
                days[f][d] = effects(f);
            }
        }
        ProfileBuilder profile = Profile.builder();
        for (int f = 0; f < FEATURES; f++) {
            if (f < 6 && scenario.numbers) {
                profile.feature("f" + f, NumericProfile.of(numbers(days[f])));
                continue;
            }
            mean[f] = new double[shares[f].length];
            for (double[] day : days[f]) {
                double[] of = f < 6 ? tenths(day) : categories(shares[f], day);
                for (int i = 0; i < of.length; i++) {
                    mean[f][i] += of[i] / DAYS;
                }
            }
            profile.feature("f" + f, CategoricalProfile.ofCounts(counts(mean[f]), 0));
        }
        return profile.build();
    }

    /** Half of an effect is common to all features. */
    private double[] effects(int f) {
        double[] effects = new double[ofWeek[f].length];
        for (int i = 0; i < effects.length; i++) {
            double common = ofWeek[FEATURES][i] + ofDay[FEATURES][i];
            effects[i] = scenario.effect * Math.sqrt(0.5) * (ofWeek[f][i] + ofDay[f][i] + common);
        }
        effects[0] += f == 0 || f == 6 ? moved : 0;
        return effects;
    }

    /** Shares of the tenths of a standard normal variable that is moved and stretched. */
    private static double[] tenths(double[] effects) {
        double[] shares = new double[10];
        double below = 0;
        for (int i = 0; i < 10; i++) {
            double limit = i == 9 ? Double.POSITIVE_INFINITY : TENTHS[i];
            double to = NORMAL.cumulativeProbability((limit - effects[0]) / Math.exp(effects[1] / 4));
            shares[i] = to - below;
            below = to;
        }
        return shares;
    }

    private static final double[] TENTHS = IntStream.range(1, 10)
            .mapToDouble(i -> NORMAL.inverseCumulativeProbability(i / 10.0))
            .toArray();

    private static double[] categories(double[] shares, double[] effects) {
        double[] moved = new double[shares.length];
        double sum = 0;
        for (int i = 0; i < moved.length; i++) {
            moved[i] = shares[i] * Math.exp(effects[i]);
            sum += moved[i];
        }
        for (int i = 0; i < moved.length; i++) {
            moved[i] /= sum;
        }
        return moved;
    }

    private double[] numbers(double[][] days) {
        double[] numbers = new double[scenario.rows];
        for (int i = 0; i < numbers.length; i++) {
            double[] day = days[random.nextInt(DAYS)];
            numbers[i] = random.nextGaussian() * Math.exp(day[1] / 4) + day[0];
        }
        return numbers;
    }

    private Map<String, Long> counts(double[] probabilities) {
        Map<String, Long> counts = new LinkedHashMap<>();
        int left = scenario.rows;
        double rest = 1;
        for (int i = 0; i < probabilities.length; i++) {
            int count = i == probabilities.length - 1
                    ? left
                    : Binomial.draw(left, Math.min(1, probabilities[i] / rest), random);
            counts.put("c" + i, (long) count);
            left -= count;
            rest -= probabilities[i];
        }
        return counts;
    }

    /** Binomial variates: by inversion where few are expected, else by transformed rejection (Hörmann 1993, BTRS). */
    private static final class Binomial {
        static int draw(int n, double p, SplittableRandom random) {
            if (n == 0 || p <= 0) {
                return 0;
            }
            if (p >= 1) {
                return n;
            }
            if (p > 0.5) {
                return n - draw(n, 1 - p, random);
            }
            return n * p < 15 ? inversion(n, p, random) : rejection(n, p, random);
        }

        private static int inversion(int n, double p, SplittableRandom random) {
            double probability = Math.pow(1 - p, n);
            double u = random.nextDouble();
            int k = 0;
            while (u > probability && k < n) {
                u -= probability;
                k++;
                probability *= (n - k + 1) * p / (k * (1 - p));
            }
            return k;
        }

        private static int rejection(int n, double p, SplittableRandom random) {
            double deviation = Math.sqrt(n * p * (1 - p));
            double b = 1.15 + 2.53 * deviation;
            double a = -0.0873 + 0.0248 * b + 0.01 * p;
            double centre = n * p + 0.5;
            double alpha = (2.83 + 5.1 / b) * deviation;
            double odds = p / (1 - p);
            double mode = Math.floor((n + 1) * p);
            while (true) {
                double u = random.nextDouble() - 0.5;
                double v = random.nextDouble();
                double us = 0.5 - Math.abs(u);
                double k = Math.floor((2 * a / us + b) * u + centre);
                if (us >= 0.07 && v <= 0.92 - 4.2 / b) {
                    return (int) k;
                }
                if (k < 0 || k > n) {
                    continue;
                }
                double limit = (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1)))
                        + (n + 1) * Math.log((n - mode + 1) / (n - k + 1))
                        + (k + 0.5) * Math.log(odds * (n - k + 1) / (k + 1))
                        + tail(mode)
                        + tail(n - mode)
                        - tail(k)
                        - tail(n - k);
                if (Math.log(v * alpha / (a / (us * us) + b)) <= limit) {
                    return (int) k;
                }
            }
        }

        private static double tail(double k) {
            double next = (k + 1) * (k + 1);
            return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / next) / next) / (k + 1);
        }
    }
}
