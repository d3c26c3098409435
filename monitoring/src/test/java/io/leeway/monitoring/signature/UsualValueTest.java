package io.leeway.monitoring.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rain: 0 in most hours, hundredths of an inch in the others. */
class UsualValueTest {
    private static final int ROWS = 2_000;
    private static final Signatures SIGNATURES = Signatures.of(IntStream.range(0, 8)
            .mapToObj(week -> block(week, 0.01 + 0.01 * (week % 3), 100))
            .toList());

    private static Block block(int week, double rainy, double scale) {
        SplittableRandom random = new SplittableRandom(week);
        double[] rain = new double[ROWS];
        Arrays.setAll(
                rain,
                row -> random.nextDouble() < rainy ? Math.rint(scale * 0.01 * (1 + random.nextInt(40))) / scale : 0);
        return Block.builder(ROWS)
                .numbers("rain", rain)
                .ids(IntStream.range(0, ROWS)
                        .mapToLong(row -> 10_000L * week + row)
                        .toArray())
                .build();
    }

    @Test
    void moreRainIsNotAnotherPrecision() {
        List<Finding> findings = SIGNATURES.judge(block(8, 0.2, 100));

        assertThat(findings).noneMatch(finding -> finding.kind() == SignatureKind.PRECISION);
    }

    @Test
    void rainInTenthsIsAnotherPrecision() {
        Finding finding = SIGNATURES.judge(block(8, 0.05, 10)).get(0);

        assertThat(finding.kind()).as(finding.toString()).isEqualTo(SignatureKind.PRECISION);
        assertThat(finding.sentence()).startsWith("100% of rain other than 0 are multiples of 0.1");
    }
}
