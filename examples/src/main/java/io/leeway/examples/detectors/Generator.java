package io.leeway.examples.detectors;

import java.util.SplittableRandom;

/**
 * Streams of rows with two concepts.
 *
 * <ul>
 *   <li>SEA: W. N. Street and Y. Kim, "A streaming ensemble algorithm (SEA) for large-scale classification", KDD 2001; the third concept,
 *       then the fourth; 10% of the labels are wrong.
 *   <li>Hyperplane: G. Hulten, L. Spencer and P. Domingos, "Mining time-changing data streams", KDD 2001; ten features, other weights
 *       after the change; 5% of the labels are wrong.
 *   <li>Agrawal: R. Agrawal, T. Imielinski and A. Swami, "Database mining: a performance perspective", IEEE Transactions on Knowledge and
 *       Data Engineering 5 (1993); functions 1 and 2; 5% of the labels are wrong.
 *   <li>LED: L. Breiman and others, "Classification and regression trees", 1984; each of seven segments is wrong in 10% of the rows; of 17
 *       irrelevant features three change places with segments.
 * </ul>
 */
enum Generator {
    SEA("SEA", 2, 3) {
        @Override
        int draw(SplittableRandom random, boolean changed, double[] row, double[] shape) {
            for (int i = 0; i < 3; i++) {
                row[i] = 10 * random.nextDouble();
            }
            return noisy(random, 0.1, row[0] + row[1] <= (changed ? 9.5 : 7));
        }
    },
    HYPERPLANE("Hyperplane", 2, 10) {
        @Override
        int draw(SplittableRandom random, boolean changed, double[] row, double[] shape) {
            double sum = 0;
            double half = 0;
            for (int i = 0; i < 10; i++) {
                row[i] = random.nextDouble();
                // Half of the weights are others after the change.
                double weight = shape[changed && i < 5 ? 10 + i : i];
                sum += weight * row[i];
                half += weight / 2;
            }
            return noisy(random, 0.05, sum >= half);
        }
    },
    AGRAWAL("Agrawal", 2, 9) {
        @Override
        int draw(SplittableRandom random, boolean changed, double[] row, double[] shape) {
            double salary = 20_000 + 130_000 * random.nextDouble();
            double age = random.nextInt(20, 81);
            int zip = random.nextInt(9);
            row[0] = salary / 10_000;
            row[1] = salary >= 75_000 ? 0 : 1 + 6.5 * random.nextDouble();
            row[2] = age / 10;
            row[3] = random.nextInt(5);
            row[4] = random.nextInt(1, 21);
            row[5] = zip;
            row[6] = (9 - zip) * (0.5 + random.nextDouble());
            row[7] = random.nextInt(1, 31);
            row[8] = 50 * random.nextDouble();
            return noisy(random, 0.05, changed ? second(age, salary) : age < 40 || age >= 60);
        }
    },
    LED("LED", 10, 24) {
        @Override
        int draw(SplittableRandom random, boolean changed, double[] row, double[] shape) {
            int digit = random.nextInt(10);
            for (int i = 0; i < 24; i++) {
                boolean on = i < 7 ? (SEGMENTS[digit] >> i & 1) == 1 ^ random.nextDouble() < 0.1 : random.nextBoolean();
                row[i] = on ? 1 : 0;
            }
            if (changed) {
                for (int i = 0; i < 3; i++) {
                    double segment = row[i];
                    row[i] = row[7 + i];
                    row[7 + i] = segment;
                }
            }
            return digit;
        }
    };

    private static final int[] SEGMENTS = {0x77, 0x24, 0x5D, 0x6D, 0x2E, 0x6B, 0x7B, 0x25, 0x7F, 0x6F};

    final String title;
    private final int classes;
    private final int features;

    Generator(String title, int classes, int features) {
        this.title = title;
        this.classes = classes;
        this.features = features;
    }

    /** Fills a row and returns its class; the shape is 20 numbers from 0 to 1, drawn once for a stream. */
    abstract int draw(SplittableRandom random, boolean changed, double[] row, double[] shape);

    private static int noisy(SplittableRandom random, double share, boolean label) {
        return label ^ random.nextDouble() < share ? 1 : 0;
    }

    private static boolean second(double age, double salary) {
        if (age < 40) {
            return salary >= 50_000 && salary <= 100_000;
        }
        return age < 60 ? salary >= 75_000 && salary <= 125_000 : salary >= 25_000 && salary <= 75_000;
    }

    /**
     * The errors of a classifier that learns each row after it has predicted it, without those of its first rows.
     *
     * @param seed of the stream
     * @param warmUp rows that only teach
     * @param rows errors to return
     * @param change the first row of the new concept, {@code rows} for none
     * @param width rows over which the new concept replaces the old one
     */
    double[] errors(long seed, int warmUp, int rows, int change, int width) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shape = random.doubles(20).toArray();
        double[] row = new double[features];
        NaiveBayes model = new NaiveBayes(classes, features);
        double[] errors = new double[rows];
        for (int i = -warmUp; i < rows; i++) {
            boolean changed = i >= change && (width == 0 || random.nextDouble() * width < i - change);
            int label = draw(random, changed, row, shape);
            if (i >= 0) {
                errors[i] = model.predict(row) == label ? 0 : 1;
            }
            model.learn(row, label);
        }
        return errors;
    }
}
