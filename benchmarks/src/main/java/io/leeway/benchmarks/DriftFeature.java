package io.leeway.benchmarks;

import io.leeway.monitoring.drift.Sample;
import io.leeway.schema.FeatureType;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Features of simulations of drift tests. */
enum DriftFeature {
    NORMAL,
    NORMAL_AGAIN,
    LOG_NORMAL,
    LOG_NORMAL_AGAIN,
    /** Six values. */
    TIED_DICE,
    /** Three of five are zero. */
    TIED_ZEROS,
    /** Whole numbers around 30. */
    TIED_COUNTS,
    /** One in a hundred is not zero. */
    RARE_NUMBERS,
    /** Pareto with a finite mean and no variance. */
    SKEWED_PARETO,
    /** Twenty categories, twelve of which have one row in a thousand each. */
    RARE_CATEGORIES,
    /** One row in two hundred. */
    RARE_FLAG,
    /** Fifteen categories, each of 0.65 the share of the one before. */
    SKEWED_CATEGORIES;

    private static final int MANY = 20;
    private static final int COMMON = 8;

    FeatureType type() {
        return ordinal() < RARE_CATEGORIES.ordinal() ? FeatureType.NUMERIC : FeatureType.CATEGORICAL;
    }

    boolean isTied() {
        return ordinal() >= TIED_DICE.ordinal() && ordinal() <= RARE_NUMBERS.ordinal();
    }

    double[] numbers(int rows, SplittableRandom random) {
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = number(random);
        }
        return values;
    }

    double number(SplittableRandom random) {
        return switch (this) {
            case NORMAL, NORMAL_AGAIN -> random.nextGaussian();
            case LOG_NORMAL, LOG_NORMAL_AGAIN -> Math.exp(random.nextGaussian());
            case TIED_DICE -> random.nextInt(6);
            case TIED_ZEROS -> random.nextDouble() < 0.6 ? 0 : random.nextGaussian();
            case TIED_COUNTS -> Math.rint(30 + 5.5 * random.nextGaussian());
            case RARE_NUMBERS -> random.nextDouble() < 0.99 ? 0 : random.nextDouble();
            case SKEWED_PARETO -> 1 / Math.sqrt(1 - random.nextDouble());
            default -> throw new IllegalStateException(this + " has categories");
        };
    }

    Sample counts(int rows, SplittableRandom random) {
        long[] counts = new long[MANY];
        for (int i = 0; i < rows; i++) {
            counts[category(random)]++;
        }
        Map<String, Long> byName = new HashMap<>();
        for (int k = 0; k < MANY; k++) {
            byName.put("category " + k, counts[k]);
        }
        return Sample.ofCounts(byName);
    }

    int category(SplittableRandom random) {
        double u = random.nextDouble();
        return switch (this) {
            case RARE_CATEGORIES -> u < 0.988 ? (int) (u / 0.988 * COMMON) : COMMON + random.nextInt(MANY - COMMON);
            case RARE_FLAG -> u < 0.005 ? 1 : 0;
            case SKEWED_CATEGORIES -> Math.min(14, (int) (Math.log1p(-u) / Math.log(0.65)));
            default -> throw new IllegalStateException(this + " has numbers");
        };
    }
}
