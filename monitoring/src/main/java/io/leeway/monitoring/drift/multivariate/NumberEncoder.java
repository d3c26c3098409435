package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Standardises numbers, and says by a second number that one is missing, if any is.
 *
 * @param name the column
 * @param unit what numbers are divided by first, so that neither huge nor tiny ones lose their squares
 * @param mean the mean, in units
 * @param deviation the standard deviation, in units; 0 if all numbers are equal
 * @param mayMiss whether numbers are missing
 */
record NumberEncoder(String name, double unit, double mean, double deviation, boolean mayMiss)
        implements ColumnEncoder {

    /** Standardised numbers that are further away count as this far, so that their squares stay finite. */
    private static final double FURTHEST = 1e9;

    static NumberEncoder of(String name, double[] reference, double[] current) {
        double[] before = finite(reference);
        double[] now = finite(current);
        boolean mayMiss = before.length < reference.length || now.length < current.length;
        NumberEncoder own = of(name, before, mayMiss);
        if (own.deviation > 0) {
            return own;
        }
        double[] all =
                DoubleStream.concat(Arrays.stream(before), Arrays.stream(now)).toArray();
        NumberEncoder pooled = of(name, all, mayMiss);
        double mean = before.length == 0 ? pooled.mean : before[0] / pooled.unit;
        return new NumberEncoder(name, pooled.unit, mean, pooled.deviation, mayMiss);
    }

    private static NumberEncoder of(String name, double[] numbers, boolean mayMiss) {
        double greatest = Arrays.stream(numbers).map(Math::abs).max().orElse(0);
        double unit = greatest == 0 ? 1 : greatest;
        double mean = 0;
        for (double number : numbers) {
            mean += number / unit / numbers.length;
        }
        boolean constant = Arrays.stream(numbers).allMatch(number -> number == numbers[0]);
        double squares = 0;
        for (double number : numbers) {
            double difference = number / unit - mean;
            squares += difference * difference;
        }
        return new NumberEncoder(name, unit, mean, constant ? 0 : Math.sqrt(squares / numbers.length), mayMiss);
    }

    private static double[] finite(double[] numbers) {
        return Arrays.stream(numbers).filter(Double::isFinite).toArray();
    }

    @Override
    public int width() {
        return mayMiss ? 2 : 1;
    }

    @Override
    public Reader reader(Columns of) {
        double[] numbers = of.numbers(name);
        return (index, into, at) -> {
            if (Double.isFinite(numbers[index])) {
                into[at] = standardised(numbers[index]);
            } else {
                into[at + 1] = 1;
            }
        };
    }

    private double standardised(double number) {
        if (deviation == 0) {
            return 0;
        }
        double distance = (number / unit - mean) / deviation;
        return Math.max(-FURTHEST, Math.min(FURTHEST, distance));
    }
}
