package io.leeway.monitoring.profile;

/** Gathers the values of a numeric feature. Its state depends on which values came, never on their order. Mutable. */
final class NumericAccumulator {
    long missing;
    long negativeInfinite;
    long positiveInfinite;
    long zeros;
    long count;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int scale = BucketLimits.MAX_SCALE;
    final Buckets positive;
    final Buckets negative;
    final ExactSum sum;
    final ExactSum squares;
    DistinctCount distinct;

    NumericAccumulator() {
        this(new Buckets(), new Buckets(), ExactSum.ofValues(), ExactSum.ofSquares(), new DistinctCount());
    }

    private NumericAccumulator(
            Buckets positive, Buckets negative, ExactSum sum, ExactSum squares, DistinctCount distinct) {
        this.positive = positive;
        this.negative = negative;
        this.sum = sum;
        this.squares = squares;
        this.distinct = distinct;
    }

    void add(double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            addUnusual(value);
            return;
        }
        // Turns -0.0 into 0.0: they are the same number.
        double number = value + 0.0;
        addCount(number, 1);
        sum.add(number);
        squares.addSquare(number);
    }

    /** Adds a finite number, not -0.0, so many times, but not to the sums. */
    void addCount(double number, long n) {
        count += n;
        extend(number);
        if (number > 0) {
            addTo(positive, number, n);
        } else if (number < 0) {
            addTo(negative, -number, n);
        } else {
            zeros += n;
        }
        distinct.add(DistinctCount.hash(Double.doubleToRawLongBits(number)));
    }

    void extend(double value) {
        if (value < min) {
            min = value;
        }
        if (value > max) {
            max = value;
        }
    }

    /** Makes room for buckets between two positive normal numbers, given by their bits; both will be added. */
    void reserve(Buckets buckets, long leastBits, long greatestBits) {
        BucketLimits.Cells cells = BucketLimits.cells(scale);
        int low = cells.index(leastBits);
        int high = cells.index(greatestBits);
        int shift = buckets.shiftFor(low, high);
        coarsen(shift);
        buckets.reserve(low >> shift, high >> shift);
    }

    private void addUnusual(double value) {
        if (Double.isNaN(value)) {
            missing++;
        } else if (value > 0) {
            positiveInfinite++;
        } else {
            negativeInfinite++;
        }
    }

    private void addTo(Buckets buckets, double magnitude, long n) {
        int fine = BucketLimits.index(magnitude);
        int index = fine >> (BucketLimits.MAX_SCALE - scale);
        int shift = buckets.shiftFor(index, index);
        coarsen(shift);
        buckets.add(index >> shift, n);
    }

    private void coarsen(int shift) {
        if (shift > 0) {
            positive.coarsen(shift);
            negative.coarsen(shift);
            scale -= shift;
        }
    }

    void addAll(NumericAccumulator other) {
        missing += other.missing;
        negativeInfinite += other.negativeInfinite;
        positiveInfinite += other.positiveInfinite;
        zeros += other.zeros;
        count += other.count;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        coarsen(Math.max(0, scale - other.scale));
        int shift = Math.max(
                shiftFor(positive, other.positive, other.scale), shiftFor(negative, other.negative, other.scale));
        coarsen(shift);
        positive.addAll(other.positive, other.scale - scale);
        negative.addAll(other.negative, other.scale - scale);
        sum.addAll(other.sum);
        squares.addAll(other.squares);
        distinct.addAll(other.distinct);
    }

    private int shiftFor(Buckets mine, Buckets theirs, int theirScale) {
        if (theirs.isEmpty()) {
            return 0;
        }
        int down = theirScale - scale;
        return mine.shiftFor(theirs.first() >> down, theirs.last() >> down);
    }

    NumericAccumulator copy() {
        NumericAccumulator copy =
                new NumericAccumulator(positive.copy(), negative.copy(), sum.copy(), squares.copy(), distinct.copy());
        copy.missing = missing;
        copy.negativeInfinite = negativeInfinite;
        copy.positiveInfinite = positiveInfinite;
        copy.zeros = zeros;
        copy.count = count;
        copy.min = min;
        copy.max = max;
        copy.scale = scale;
        return copy;
    }
}
