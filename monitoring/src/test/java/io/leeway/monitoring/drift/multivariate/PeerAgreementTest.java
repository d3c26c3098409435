package io.leeway.monitoring.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.Significance;
import io.leeway.monitoring.drift.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistics against those of alibi-detect, dcor and NannyML, see {@code multivariate_fixtures.py} and {@code reconstruction_fixtures.py}. */
class PeerAgreementTest {

    private static final List<Distances> DISTANCES =
            Samples.read("distances.csv").stream().map(Distances::of).toList();

    private static final Offset<Double> ROUNDING = within(1e-12);

    /** A line of the file. */
    private record Distances(
            String name,
            double[][] reference,
            double[][] current,
            double mmd,
            double linear,
            double linearP,
            double energy) {

        static Distances of(String[] fields) {
            int columns = Integer.parseInt(fields[1]);
            double[][] reference = Samples.rows(fields[2], columns);
            double[][] current = Samples.rows(fields[3], columns);
            return new Distances(
                    fields[0],
                    Samples.encoded(reference, reference, current),
                    Samples.encoded(current, reference, current),
                    Samples.number(fields[4]),
                    Samples.number(fields[5]),
                    Samples.number(fields[6]),
                    Samples.number(fields[7]));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Distances> withTwoRows() {
        return DISTANCES.stream().filter(each -> !Double.isNaN(each.mmd));
    }

    static Stream<Distances> withTwoPairs() {
        return DISTANCES.stream().filter(each -> !Double.isNaN(each.linear));
    }

    static Stream<Distances> all() {
        return DISTANCES.stream();
    }

    @Test
    void theFileHasTiesConstantsTinyAndHugeNumbersAndOneRow() {
        assertThat(DISTANCES)
                .extracting(Distances::name)
                .contains("ties", "all constant", "tiny", "huge", "one row now")
                .hasSizeGreaterThanOrEqualTo(19);
    }

    @ParameterizedTest
    @MethodSource("withTwoRows")
    void mmdAgreesWithAlibiDetect(Distances each) {
        double actual = new PermutationTest("mmd", new Mmd(), 0).statistic(each.reference, each.current);

        assertThat(actual).isCloseTo(each.mmd, ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("withTwoPairs")
    void theLinearFormAgreesWithItsFormula(Distances each) {
        Significance actual = LinearMmd.significance(each.reference, each.current);

        assertThat(actual.statistic()).isCloseTo(each.linear, ROUNDING);
        assertThat(actual.pValue()).isCloseTo(each.linearP, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theEnergyDistanceAgreesWithDcor(Distances each) {
        double actual = new PermutationTest("energy", new EnergyDistance(), 0).statistic(each.reference, each.current);

        assertThat(actual).isCloseTo(each.energy, within(1e-12 * Math.max(1, each.energy)));
    }

    private static final List<Reconstruction> RECONSTRUCTIONS =
            Samples.read("reconstruction.csv").stream().map(Reconstruction::of).toList();

    /** A line of the file about NannyML. */
    private record Reconstruction(
            String name,
            double share,
            double[][] reference,
            double[][] current,
            double error,
            double lower,
            double upper) {

        static Reconstruction of(String[] fields) {
            int columns = Integer.parseInt(fields[1]);
            return new Reconstruction(
                    fields[0],
                    Samples.number(fields[2]),
                    Samples.rows(fields[3], columns),
                    Samples.rows(fields[4], columns),
                    Samples.number(fields[5]),
                    Samples.number(fields[6]),
                    Samples.number(fields[7]));
        }

        @Override
        public String toString() {
            return name + " by " + share;
        }
    }

    static Stream<Reconstruction> reconstructions() {
        return RECONSTRUCTIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("reconstructions")
    void reconstructionErrorsAndLimitsAgreeWithNannyMl(Reconstruction each) {
        DriftResult actual =
                MultivariateTests.pca().withExplainedVariance(each.share).test(each.reference, each.current);

        boolean drift = each.error < each.lower || each.error > each.upper;
        assertThat(actual.statistic()).isCloseTo(each.error, within(1e-9));
        assertThat(actual.threshold()).isCloseTo(each.error < each.lower ? each.lower : each.upper, within(1e-9));
        assertThat(actual.verdict()).isEqualTo(drift ? Verdict.DRIFT : Verdict.STABLE);
    }
}
