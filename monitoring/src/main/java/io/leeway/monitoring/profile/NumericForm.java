package io.leeway.monitoring.profile;

import static io.leeway.monitoring.profile.ProfileFormat.corrupt;

import io.leeway.monitoring.profile.ProfileFormat.ByteReader;
import io.leeway.monitoring.profile.ProfileFormat.ByteWriter;
import java.math.BigInteger;

/** The byte form of a numeric feature. */
final class NumericForm {
    private NumericForm() {}

    static void write(NumericAccumulator state, ByteWriter out) {
        out.number(state.count);
        out.number(state.missing);
        out.number(state.negativeInfinite);
        out.number(state.positiveInfinite);
        if (state.count == 0) {
            return;
        }
        out.number(state.zeros);
        out.real(state.min);
        out.real(state.max);
        out.signed(state.scale);
        buckets(state.negative, out);
        buckets(state.positive, out);
        sum(state.sum, out);
        sum(state.squares, out);
        out.bytes(state.distinct.registers());
    }

    private static void buckets(Buckets buckets, ByteWriter out) {
        out.number(buckets.size());
        if (buckets.isEmpty()) {
            return;
        }
        out.signed(buckets.first());
        for (int i = buckets.first(); i <= buckets.last(); i++) {
            out.number(buckets.count(i));
        }
    }

    private static void sum(ExactSum sum, ByteWriter out) {
        BigInteger unscaled = sum.unscaled();
        int zeros = Math.max(0, unscaled.getLowestSetBit());
        out.number(zeros);
        out.bytes(unscaled.shiftRight(zeros).toByteArray());
    }

    static NumericProfile read(ByteReader in) {
        NumericAccumulator state = new NumericAccumulator();
        state.count = in.number();
        state.missing = in.number();
        state.negativeInfinite = in.number();
        state.positiveInfinite = in.number();
        if (state.count == 0) {
            return NumericProfile.of(state);
        }
        state.zeros = in.number();
        state.min = in.real();
        state.max = in.real();
        state.scale = in.signed();
        if (state.scale < BucketLimits.MIN_SCALE || state.scale > BucketLimits.MAX_SCALE) {
            throw corrupt("a histogram has the scale " + state.scale);
        }
        long counted = buckets(state.negative, state.scale, in) + state.zeros;
        counted += buckets(state.positive, state.scale, in);
        boolean range = Double.isFinite(state.min) && Double.isFinite(state.max) && state.min <= state.max;
        if (counted != state.count || !range) {
            throw corrupt("a histogram contradicts itself");
        }
        sum(state.sum, in);
        sum(state.squares, in);
        byte[] registers = in.bytes();
        if (registers.length != DistinctCount.REGISTERS) {
            throw corrupt("a distinct count has " + registers.length + " registers");
        }
        state.distinct = DistinctCount.of(registers);
        return NumericProfile.of(state);
    }

    private static long buckets(Buckets buckets, int scale, ByteReader in) {
        int n = in.size(1);
        if (n > Buckets.MAX) {
            throw corrupt("a histogram has " + n + " buckets");
        }
        long total = 0;
        int first = n == 0 ? 0 : in.signed();
        int shift = BucketLimits.MAX_SCALE - scale;
        if (first < BucketLimits.LEAST_INDEX >> shift || first > (BucketLimits.GREATEST_INDEX >> shift) - n + 1) {
            throw corrupt("a histogram begins or ends beyond all doubles");
        }
        for (int i = 0; i < n; i++) {
            long count = in.number();
            if (count == 0 && (i == 0 || i == n - 1)) {
                throw corrupt("a histogram begins or ends with an empty bucket");
            }
            if (count != 0) {
                buckets.add(first + i, count);
            }
            total += count;
        }
        return total;
    }

    private static void sum(ExactSum sum, ByteReader in) {
        long zeros = in.number();
        byte[] magnitude = in.bytes();
        if (magnitude.length == 0 || zeros > 8_192 || !sum.set(new BigInteger(magnitude).shiftLeft((int) zeros))) {
            throw corrupt("a sum is beyond all doubles");
        }
    }
}
