package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextPlotTest {
    private static final Instant START = Instant.parse("2013-01-01T00:00:00Z");

    private static Profile profile(double... values) {
        return Profile.builder().feature("distance", NumericProfile.of(values)).build();
    }

    @Test
    void aHistogramHasALineForEachValueOfFewWholeNumbers() {
        TextPlot plot = TextPlot.histogram(NumericProfile.of(1, 1, 1, 1, 2, 2, 4, Double.NaN));

        assertThat(plot.ascii().width(40)).hasToString("""
                        7 values, 1 missing
                        1  ############################# 57.1 %
                        2  ############### 28.6 %
                        3   0.0 %
                        4  ####### 14.3 %""");
    }

    @Test
    void aHistogramOfManyNumbersHasBinsWhoseSharesAddUp() {
        double[] values =
                IntStream.range(0, 10_000).mapToDouble(i -> Math.sqrt(i) * 37).toArray();

        List<String> lines = TextPlot.histogram(NumericProfile.of(values))
                .unicode()
                .toString()
                .lines()
                .toList();

        assertThat(lines.get(0)).isEqualTo("10,000 values");
        assertThat(lines).hasSizeBetween(16, 32);
        assertThat(lines.get(1)).matches(" +0 to +\\d+  [█▏▎▍▌▋▊▉]+ \\d\\.\\d %");
        double sum = lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".* ([\\d.]+) %", "$1")))
                .sum();
        assertThat(sum).isBetween(98.0, 102.0);
    }

    @Test
    void categoriesAreDrawnTheMostFrequentFirst() {
        CategoricalProfile carriers = CategoricalProfile.ofCounts(Map.of("UA", 60L, "B6", 30L, "大韓", 10L), 0);

        assertThat(TextPlot.histogram(carriers).ascii().toString().lines().map(line -> line.substring(0, 2)))
                .containsExactly("10", "UA", "B6", "??");
    }

    @Test
    void twoDistributionsAreDrawnSideBySide() {
        TextPlot plot = TextPlot.compare(profile(1, 1, 2, 3), profile(1, 4, 4, 4), "distance");

        assertThat(plot.ascii().width(60)).hasToString("""
                        distance
                           reference: 4 values          current: 4 values
                        1  ############# 50.0 %         ###### 25.0 %
                        2  ###### 25.0 %                 0.0 %
                        3  ###### 25.0 %                 0.0 %
                        4   0.0 %                       ################### 75.0 %""");
    }

    @Test
    void aMetricOverTimeIsAMarkAColumn() {
        SortedMap<Instant, Double> values = new TreeMap<>();
        for (int day = 0; day <= 36; day++) {
            values.put(START.plus(Duration.ofDays(day)), day == 5 ? Double.NaN : day < 18 ? 0.5 : 0.6);
        }

        assertThat(TextPlot.line("logLoss", values).ascii().width(60).height(3))
                .hasToString("""
                        logLoss: 36 values, 1 undefined
                        0.6 |                           * ** * ** * ** * ** * ** * ** *
                            |
                        0.5 |* ** * **  * ** * ** * ** * *
                             2013-01-01T00:00:00Z               2013-02-06T00:00:00Z""".replaceAll("(?m)^(0.6 \\|).*$", "$1" + line(values, 0.6))
                        .replaceAll("(?m)^(0.5 \\|).*$", "$1" + line(values, 0.5)));
    }

    /** Where the marks of a value stand: each day is at its share of the time. */
    private static String line(SortedMap<Instant, Double> values, double wanted) {
        StringBuilder line = new StringBuilder(" ".repeat(55));
        int day = 0;
        for (double value : values.values()) {
            if (value == wanted) {
                line.setCharAt(Math.min(54, day * 55 / 36), '*');
            }
            day++;
        }
        return line.toString().stripTrailing();
    }

    @Test
    void whatHasNoValuesOrOneHasAPlotToo() {
        assertThat(TextPlot.histogram(NumericProfile.empty()).ascii()).hasToString("0 values\nno values   0.0 %");
        assertThat(TextPlot.histogram(CategoricalProfile.empty()).toString()).startsWith("0 values");
        assertThat(TextPlot.histogram(NumericProfile.of(7, 7, 7)).ascii().width(40))
                .hasToString("3 values\n7  ############################# 100.0 %");
        assertThat(TextPlot.line("f1", Map.of())).hasToString("f1: no values");
        assertThat(TextPlot.line("f1", Map.of(START, Double.NaN))).hasToString("f1: no values, 1 undefined");
        assertThat(TextPlot.line("f1", Map.of(START, 0.5)).ascii().height(3))
                .hasToString("f1: 1 value\n0.5 |*\n    |\n    |\n     2013-01-01T00:00:00Z");
    }

    @Test
    void aCanvasThatIsTooSmallIsRefused() {
        TextPlot plot = TextPlot.histogram(NumericProfile.empty());

        assertThatThrownBy(() -> plot.width(39)).hasMessage("a plot needs 40 characters or more, but got 39");
        assertThatThrownBy(() -> plot.height(2)).hasMessage("a plot needs 3 lines or more, but got 2");
    }

    @Test
    void blocksAreDrawnWhereStandardOutputCanShowThem() {
        assertThat(TextPlot.showsBlocks(Map.of("stdout.encoding", "UTF-8")::get))
                .isTrue();
        assertThat(TextPlot.showsBlocks(Map.of("stdout.encoding", "US-ASCII")::get))
                .isFalse();
        assertThat(TextPlot.showsBlocks(Map.of("sun.stdout.encoding", "ISO-8859-1")::get))
                .isFalse();
        assertThat(TextPlot.showsBlocks(Map.of("stdout.encoding", "no such")::get))
                .isFalse();
    }

    @Provide
    Arbitrary<double[]> anyNumbers() {
        return Arbitraries.oneOf(
                        Arbitraries.doubles(),
                        Arbitraries.of(
                                0.0,
                                -0.0,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE,
                                Double.MIN_VALUE,
                                1e-300),
                        Arbitraries.integers().between(-3, 3).map(i -> (double) i))
                .array(double[].class)
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void anyNumbersHaveAPlotWithinItsWidth(
            @ForAll("anyNumbers") double[] one,
            @ForAll("anyNumbers") double[] another,
            @ForAll @IntRange(min = 40, max = 150) int width) {
        SortedMap<Instant, Double> overTime = new TreeMap<>();
        IntStream.range(0, one.length).forEach(i -> overTime.put(START.plusSeconds(977L * i * i), one[i]));
        List<TextPlot> plots = List.of(
                TextPlot.histogram(NumericProfile.of(one)),
                TextPlot.compare(profile(one), profile(another), "distance"),
                TextPlot.line("a long name of a metric, in the unit of the response, of all rows", overTime));

        for (TextPlot plot : plots) {
            for (TextPlot drawn :
                    List.of(plot.width(width).ascii(), plot.width(width).unicode())) {
                assertThat(drawn.toString().lines()).hasSizeLessThan(50).allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(width)
                        .doesNotContain("NaN"));
            }
            assertThat(plot.ascii().toString()).matches("[\\p{ASCII}]*");
        }
    }

    @Test
    void shownSharesAreThoseOfTheProfile() {
        double[] values = DoubleStream.iterate(0, x -> x + 1).limit(8).toArray();

        assertThat(TextPlot.histogram(NumericProfile.of(values))
                        .ascii()
                        .toString()
                        .lines()
                        .skip(1))
                .hasSize(8)
                .allMatch(line -> line.endsWith(" 12.5 %"));
    }
}
