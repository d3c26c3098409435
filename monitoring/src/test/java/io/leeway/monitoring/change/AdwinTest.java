package io.leeway.monitoring.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.change.Streams.Fixture;
import io.leeway.monitoring.change.contract.ChangeDetectorContract;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdwinTest extends ChangeDetectorContract {

    @Override
    protected ChangeDetector detector() {
        return ChangeDetectors.adwin();
    }

    static List<Fixture> fixtures() {
        return Streams.read("adwin.csv");
    }

    private static Adwin withOptions(Map<String, String> options) {
        Adwin adwin = ChangeDetectors.adwin();
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            adwin = switch (option.getKey()) {
                case "delta" -> adwin.withDelta(Double.parseDouble(value));
                case "clock" -> adwin.withClock(Integer.parseInt(value));
                case "max_buckets" -> adwin.withBuckets(Integer.parseInt(value));
                case "min_window_length" -> adwin.withMinimumPart(Integer.parseInt(value));
                case "grace_period" -> adwin.withGrace(Integer.parseInt(value));
                default -> throw new IllegalArgumentException(option.getKey());
            };
        }
        return adwin;
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void itFindsChangesWhereRiverDoes(Fixture fixture) {
        Adwin adwin = withOptions(fixture.options());
        double[] values = fixture.values();
        IntStream.Builder changes = IntStream.builder();
        IntStream.Builder widths = IntStream.builder();
        for (int i = 0; i < values.length; i++) {
            if (adwin.update(values[i]) == ChangeState.CHANGE) {
                changes.add(i);
                widths.add((int) adwin.width());
            }
        }
        assertThat(changes.build().toArray()).isEqualTo(fixture.changes());
        assertThat(widths.build().toArray())
                .isEqualTo(Streams.indices(fixture.rest().get(0)));
        assertThat(adwin.width()).isEqualTo((long) fixture.rest(1));
        assertThat(adwin.mean()).isEqualTo(fixture.rest(2));
        assertThat(adwin.variance()).isEqualTo(fixture.rest(3) / fixture.rest(1));
    }

    @Test
    void thereAreAtLeastFortyFixtures() {
        assertThat(fixtures()).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void theWindowKnowsItsMeanAndVariance() {
        Adwin adwin = ChangeDetectors.adwin();
        SplittableRandom random = new SplittableRandom(9);
        double[] values = random.doubles(5_000).toArray();
        for (double value : values) {
            adwin.update(value);
        }
        double mean =
                IntStream.range(0, 5_000).mapToDouble(i -> values[i]).average().orElseThrow();
        double variance = IntStream.range(0, 5_000)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow();
        assertThat(adwin.width()).isEqualTo(5_000);
        assertThat(adwin.mean()).isCloseTo(mean, within(1e-12));
        assertThat(adwin.variance()).isCloseTo(variance, within(1e-12));
    }

    @Test
    void anEmptyWindowHasNoMean() {
        assertThat(ChangeDetectors.adwin().mean()).isNaN();
        assertThat(ChangeDetectors.adwin().variance()).isNaN();
        assertThat(ChangeDetectors.adwin().width()).isZero();
    }

    @Test
    void anOptionGivesANewDetectorAndLeavesTheOldOne() {
        Adwin first = ChangeDetectors.adwin();
        first.update(1);
        assertThat(first.withDelta(0.1).width()).isZero();
        assertThat(first.width()).isEqualTo(1);
    }

    @Test
    void aChangeIsExplainedByBothMeans() {
        Adwin adwin = ChangeDetectors.adwin();
        for (int i = 0; i < 640; i++) {
            adwin.update(i < 512 ? i % 2 : 4 + i % 2);
            if (adwin.state() == ChangeState.CHANGE) {
                break;
            }
        }
        assertThat(adwin.explanation())
                .startsWith("adwin drops 504 older values with a mean of 0.5000 and keeps 40 with a mean of 3.700;")
                .endsWith(" is allowed at a delta of 0.002: changed");
        assertThat(adwin).hasToString(adwin.explanation());
    }

    @Test
    void senselessOptionsAreRefused() {
        List<Consumer<Adwin>> senseless = List.of(
                a -> a.withDelta(0),
                a -> a.withDelta(1),
                a -> a.withDelta(Double.NaN),
                a -> a.withClock(0),
                a -> a.withBuckets(1),
                a -> a.withBuckets(65),
                a -> a.withMinimumPart(0),
                a -> a.withGrace(-1));
        assertThat(senseless).allSatisfy(option -> assertThatThrownBy(() -> option.accept(ChangeDetectors.adwin()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was "));
    }
}
