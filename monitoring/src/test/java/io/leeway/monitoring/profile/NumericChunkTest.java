package io.leeway.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NumericChunkTest {
    private static final int ROWS = 20 * NumericChunk.SIZE + 17;

    static Stream<Arguments> columns() {
        return Stream.of(
                column("normal", Random::nextGaussian),
                column("log-normal", random -> Math.exp(2 * random.nextGaussian())),
                column("log-normal far apart", random -> Math.exp(8 * random.nextGaussian())),
                column("just below a power of two", random -> 2 - Math.scalb(random.nextInt(3), -random.nextInt(53))),
                column("of great slices", random -> 2 - 0x1p-10 - 0x1p-23 + 0x1p-46 - 0x1p-51),
                column("of great squares", random -> Math.scalb(random.nextGaussian(), 470)),
                column("of little squares", random -> Math.scalb(random.nextDouble(), -395)),
                column("zero or normal", random -> random.nextInt(2) * random.nextGaussian()),
                column("zero or far apart", random -> random.nextInt(2) * Math.exp(8 * random.nextGaussian())),
                column("within a tenth of each other", random -> -10 - random.nextDouble()),
                column("whole", random -> random.nextInt(50) - 20),
                column("whole, small and great", random -> random.nextInt(2 * WholeNumbers.DIFFERENT) - 2_000),
                column("whole or missing", random -> random.nextInt(4) == 0 ? Double.NaN : random.nextInt(50) - 20),
                column("whole or -0.0", random -> random.nextInt(3) * -1.0),
                column("nearly all whole", random -> random.nextInt(50) + (random.nextInt(3_000) == 0 ? 0.5 : 0)),
                column("of few numbers", random -> random.nextInt(20) / 7.0 - 1),
                column("hardly ever missing", random -> random.nextInt(500) == 0 ? Double.NaN : random.nextGaussian()),
                column("infinite or missing", random -> random.nextGaussian() / random.nextInt(3) / random.nextInt(2)),
                column("powers of two", random -> Math.scalb(1.0, random.nextInt(2_000) - 1_000)),
                column("of all magnitudes", random -> Double.longBitsToDouble(random.nextLong())),
                column(
                        "missing or zero",
                        random -> random.nextInt(3) == 0 ? Double.NaN : random.nextInt(3) * random.nextDouble()),
                column("subnormal", random -> random.nextGaussian() * 20 * Double.MIN_NORMAL),
                column("huge", random -> random.nextGaussian() * Double.MAX_VALUE / 2),
                column("two far apart", random -> random.nextBoolean() ? 0.01 : -Double.MAX_VALUE),
                column("infinite", random -> 1 / (random.nextInt(5) - 2.0)),
                column("missing", random -> Double.NaN),
                column("zero", random -> random.nextBoolean() ? 0.0 : -0.0));
    }

    private static Arguments column(String name, ToDoubleFunction<Random> draw) {
        return Arguments.of(name, draw);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("columns")
    void chunksGiveTheSameBytesAsSingleValues(String name, ToDoubleFunction<Random> draw) {
        Random random = new Random(name.hashCode());
        double[] values = new double[ROWS];
        NumericAccumulator oneByOne = new NumericAccumulator();
        for (int i = 0; i < ROWS; i++) {
            values[i] = draw.applyAsDouble(random);
            oneByOne.add(values[i]);
        }

        assertThat(bytes(NumericProfile.of(values))).isEqualTo(bytes(NumericProfile.of(oneByOne)));
    }

    @ParameterizedTest
    @CsvSource({"0x1p-1074, 0x1p-60, 0x1p-20", "0x1.fp1023, 0x1p20, 0x1p-10"})
    void aNumberTooFarFromTheFirstOnesMakesTheBucketsCoarser(String first, String second, String far) {
        double[] values = new double[NumericChunk.SIZE + 1];
        Arrays.fill(values, Double.parseDouble(second));
        values[0] = Double.parseDouble(first);
        values[NumericChunk.SIZE] = Double.parseDouble(far);
        NumericAccumulator oneByOne = new NumericAccumulator();
        for (double each : values) {
            oneByOne.add(each);
        }

        assertThat(bytes(NumericProfile.of(values))).isEqualTo(bytes(NumericProfile.of(oneByOne)));
    }

    @Test
    void theLeastAndTheGreatestSmallWholeNumberAreCounted() {
        double[] values = new double[WholeNumbers.MANY];
        NumericAccumulator oneByOne = new NumericAccumulator();
        for (int i = 0; i < values.length; i++) {
            values[i] = WholeNumbers.LEAST - 1 + i % (WholeNumbers.DIFFERENT + 2);
            oneByOne.add(values[i]);
        }

        assertThat(bytes(NumericProfile.of(values))).isEqualTo(bytes(NumericProfile.of(oneByOne)));
    }

    private static byte[] bytes(NumericProfile profile) {
        return Profile.builder().feature("x", profile).build().toBytes();
    }
}
