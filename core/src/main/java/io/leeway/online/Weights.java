package io.leeway.online;

import io.leeway.binary.BinaryForm;
import io.leeway.model.ModelKind;
import io.leeway.model.UnseenCategories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A linear model that grows: numbers are standardised by the mean and variance of the rows that were learnt so far, and each category gets a place
 * when it is first learnt.
 *
 * <p>The arithmetic is that of River's {@code StandardScaler} (Welford 1962), {@code OneHotEncoder} and linear models: statistics learn a row
 * before the weights do, and a constant number counts as 0.
 */
final class Weights {
    /** Further categories of a feature add nothing: a stream must not be able to use up the memory. */
    static final int MOST_CATEGORIES = 100_000;

    private static final int NONE = -1;

    final ModelKind kind;
    final OnlineAlgorithm algorithm;
    double intercept;
    double[] values;

    /** What the algorithm keeps for each place. */
    final double[][] memories;

    private final Step step;
    private final int numbers;
    private final long[] counts;
    private final double[] means;
    private final double[] variances;
    private final double[] deviations;
    private final List<Map<String, Integer>> places = new ArrayList<>();

    /** The place of a missing category of each feature. */
    private final int[] missing;

    private int used;
    private long labels;

    // What learning a row needs.
    private final double[] nextMeans;
    private final double[] nextVariances;
    private final Active active;

    Weights(ModelKind kind, OnlineAlgorithm algorithm, int numbers, int categories) {
        this.kind = kind;
        this.algorithm = algorithm;
        this.step = Step.of(algorithm, kind);
        this.numbers = numbers;
        this.counts = new long[numbers];
        this.means = new double[numbers];
        this.variances = new double[numbers];
        this.deviations = new double[numbers];
        this.nextMeans = new double[numbers];
        this.nextVariances = new double[numbers];
        this.used = numbers;
        this.values = new double[numbers + 8 * categories];
        this.memories = new double[step.memories][numbers + 8 * categories];
        this.missing = new int[categories];
        Arrays.fill(missing, NONE);
        for (int i = 0; i < categories; i++) {
            places.add(new HashMap<>());
        }
        this.active = new Active(numbers + categories);
    }

    /** The logistic function, the same to the bit on every machine; as in River it is exactly 0 or 1 beyond 30. */
    static double logistic(double margin) {
        if (margin < -30) {
            return 0;
        }
        return margin > 30 ? 1 : 1 / (1 + StrictMath.exp(-margin));
    }

    /** The answer: a probability or a number. */
    double answer(Raw row, Inputs<?> inputs, UnseenCategories unseen) {
        double margin = margin(row, inputs, unseen);
        return kind == ModelKind.CLASSIFICATION ? logistic(margin) : margin;
    }

    private double margin(Raw row, Inputs<?> inputs, UnseenCategories unseen) {
        double sum = 0;
        for (int i = 0; i < numbers; i++) {
            double number = row.numbers[i];
            if (!Double.isNaN(number) && deviations[i] > 0) {
                sum += (number - means[i]) / deviations[i] * values[i];
            }
        }
        for (int i = 0; i < missing.length; i++) {
            int place = place(i, row.categories[i]);
            if (place != NONE) {
                sum += values[place];
            } else if (row.categories[i] != null) {
                unseen.count(inputs.index(i));
            }
        }
        return finite(sum + intercept);
    }

    private double finite(double sum) {
        if (!(Math.abs(sum) <= Inputs.MOST)) {
            throw new OnlineException(
                    OnlineException.Reason.DIVERGED,
                    "the answer is " + sum + " after " + labels
                            + " labels: the weights have grown beyond all bounds under " + algorithm
                            + ". Begin anew, or from an older state, with a lower rate");
        }
        return sum;
    }

    private int place(int feature, @Nullable String category) {
        if (category == null) {
            return missing[feature];
        }
        Integer place = places.get(feature).get(category);
        return place == null ? NONE : place;
    }

    /**
     * Learns a row.
     *
     * @return how many of its categories have no place because their feature has too many
     * @throws OnlineException if the weights have diverged; nothing is changed
     */
    int learn(Raw row, double target) {
        int n = 0;
        double sum = 0;
        for (int i = 0; i < numbers; i++) {
            double number = row.numbers[i];
            if (!Double.isNaN(number)) {
                double mean = means[i] + (number - means[i]) / (counts[i] + 1);
                double variance =
                        variances[i] + ((number - means[i]) * (number - mean) - variances[i]) / (counts[i] + 1);
                nextMeans[i] = mean;
                nextVariances[i] = variance;
                if (variance > 0) {
                    double value = (number - mean) / Math.sqrt(variance);
                    active.places[n] = i;
                    active.values[n++] = value;
                    sum += value * values[i];
                }
            }
        }
        for (int i = 0; i < missing.length; i++) {
            int place = place(i, row.categories[i]);
            sum += place == NONE ? 0 : values[place];
        }
        double margin = finite(sum + intercept);
        for (int i = 0; i < numbers; i++) {
            double number = row.numbers[i];
            if (!Double.isNaN(number)) {
                counts[i]++;
                means[i] = nextMeans[i];
                variances[i] = nextVariances[i];
                deviations[i] = Math.sqrt(variances[i]);
            }
        }
        int beyond = 0;
        for (int i = 0; i < missing.length; i++) {
            int place = placeToLearn(i, row.categories[i]);
            if (place == NONE) {
                beyond++;
            } else {
                active.places[n] = place;
                active.values[n++] = 1;
            }
        }
        active.count = n;
        step.take(this, active, margin, target);
        labels++;
        return beyond;
    }

    private int placeToLearn(int feature, @Nullable String category) {
        int place = place(feature, category);
        if (place != NONE) {
            return place;
        }
        if (category == null) {
            missing[feature] = next();
            return missing[feature];
        }
        Map<String, Integer> known = places.get(feature);
        if (known.size() >= MOST_CATEGORIES) {
            return NONE;
        }
        int next = next();
        known.put(category, next);
        return next;
    }

    private int next() {
        if (used == values.length) {
            grow(2 * used + 8);
        }
        return used++;
    }

    private void grow(int length) {
        values = Arrays.copyOf(values, length);
        for (int m = 0; m < memories.length; m++) {
            memories[m] = Arrays.copyOf(memories[m], length);
        }
    }

    long labels() {
        return labels;
    }

    int categories() {
        return used - numbers;
    }

    /** A copy that nothing changes any more. */
    Weights copy() {
        Weights copy = new Weights(kind, algorithm, numbers, missing.length);
        copy.intercept = intercept;
        copy.values = values.clone();
        for (int m = 0; m < memories.length; m++) {
            copy.memories[m] = memories[m].clone();
        }
        System.arraycopy(counts, 0, copy.counts, 0, numbers);
        System.arraycopy(means, 0, copy.means, 0, numbers);
        System.arraycopy(variances, 0, copy.variances, 0, numbers);
        System.arraycopy(deviations, 0, copy.deviations, 0, numbers);
        System.arraycopy(missing, 0, copy.missing, 0, missing.length);
        for (int i = 0; i < missing.length; i++) {
            copy.places.get(i).putAll(places.get(i));
        }
        copy.used = used;
        copy.labels = labels;
        return copy;
    }

    void write(BinaryForm.Writer out) {
        out.large(labels);
        out.real(intercept);
        for (int i = 0; i < numbers; i++) {
            out.large(counts[i]);
            out.real(means[i]);
            out.real(variances[i]);
        }
        for (int i = 0; i < missing.length; i++) {
            out.number(missing[i] + 1);
            // In the order of their places, so that the same state has the same bytes.
            List<Map.Entry<String, Integer>> known =
                    new ArrayList<>(places.get(i).entrySet());
            known.sort(Map.Entry.comparingByValue());
            out.number(known.size());
            for (Map.Entry<String, Integer> each : known) {
                out.chars(each.getKey());
                out.number(each.getValue());
            }
        }
        out.reals(Arrays.copyOf(values, used));
        for (double[] each : memories) {
            out.reals(Arrays.copyOf(each, used));
        }
    }

    void read(BinaryForm.Reader in) {
        labels = in.large();
        intercept = in.real();
        for (int i = 0; i < numbers; i++) {
            counts[i] = in.large();
            means[i] = in.real();
            variances[i] = in.real();
            if (counts[i] < 0 || variances[i] < 0) {
                throw in.corrupt("a column has " + counts[i] + " values and the variance " + variances[i]);
            }
            deviations[i] = Math.sqrt(variances[i]);
        }
        boolean[] taken = readPlaces(in);
        for (int place = numbers; place < used; place++) {
            if (!taken[place]) {
                throw in.corrupt("no category has the place " + place);
            }
        }
        grow(used);
        System.arraycopy(in.reals(used), 0, values, 0, used);
        for (double[] each : memories) {
            System.arraycopy(in.reals(used), 0, each, 0, used);
        }
    }

    private boolean[] readPlaces(BinaryForm.Reader in) {
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < missing.length; i++) {
            missing[i] = in.number(Integer.MAX_VALUE) - 1;
            if (missing[i] != NONE) {
                given.add(missing[i]);
            }
            int count = Math.min(in.count(2 * Integer.BYTES), MOST_CATEGORIES);
            for (int j = 0; j < count; j++) {
                String category = in.chars();
                int place = in.number(Integer.MAX_VALUE);
                given.add(place);
                if (places.get(i).put(category, place) != null) {
                    throw in.corrupt("the category " + category + " occurs twice");
                }
            }
        }
        used = numbers + given.size();
        boolean[] taken = new boolean[used];
        for (int place : given) {
            if (place < numbers || place >= used || taken[place]) {
                throw in.corrupt("a category has the place " + place);
            }
            taken[place] = true;
        }
        return taken;
    }
}
