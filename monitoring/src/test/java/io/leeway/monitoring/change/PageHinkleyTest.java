package io.leeway.monitoring.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.change.Streams.Fixture;
import io.leeway.monitoring.change.contract.ChangeDetectorContract;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageHinkleyTest extends ChangeDetectorContract {

    @Override
    protected ChangeDetector detector() {
        return ChangeDetectors.pageHinkley();
    }

    static List<Fixture> fixtures() {
        return Streams.read("page-hinkley.csv");
    }

    private static PageHinkley withOptions(Map<String, String> options) {
        PageHinkley test = ChangeDetectors.pageHinkley();
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            test = switch (option.getKey()) {
                case "threshold" -> test.withThreshold(Double.parseDouble(value));
                case "delta" -> test.withDelta(Double.parseDouble(value));
                case "alpha" -> test.withFading(Double.parseDouble(value));
                case "min_instances" -> test.withMinimumValues(Integer.parseInt(value));
                case "mode" -> test.withDirection(Direction.valueOf(value.toUpperCase(Locale.ROOT)));
                default -> throw new IllegalArgumentException(option.getKey());
            };
        }
        return test;
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void itFindsChangesWhereRiverDoes(Fixture fixture) {
        PageHinkley test = withOptions(fixture.options());
        double[] values = fixture.values();
        int[] changes = IntStream.range(0, values.length)
                .filter(i -> test.update(values[i]) == ChangeState.CHANGE)
                .toArray();
        assertThat(changes).isEqualTo(fixture.changes());
        assertThat(test.count()).isEqualTo((long) fixture.rest(0));
        assertThat(test.mean()).isEqualTo(fixture.rest(1));
        assertThat(test.rise()).isEqualTo(fixture.rest(2));
        assertThat(test.fall()).isEqualTo(fixture.rest(3));
    }

    @Test
    void thereAreAtLeastFortyFixtures() {
        assertThat(fixtures()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({"UP, 1, true", "UP, -1, false", "DOWN, 1, false", "DOWN, -1, true", "BOTH, 1, true", "BOTH, -1, true"})
    void onlyChangesInTheChosenDirectionCount(Direction direction, double step, boolean found) {
        PageHinkley test =
                ChangeDetectors.pageHinkley().withDirection(direction).withThreshold(20);
        boolean changed = IntStream.range(0, 300).anyMatch(i -> test.update(i < 200 ? 0 : step) == ChangeState.CHANGE);
        assertThat(changed).isEqualTo(found);
    }

    @Test
    void beforeTheFirstValueThereIsNoMean() {
        PageHinkley test = ChangeDetectors.pageHinkley();
        assertThat(test.mean()).isNaN();
        assertThat(test.rise()).isZero();
        assertThat(test.fall()).isZero();
    }

    @Test
    void aFallIsExplainedAsAFall() {
        PageHinkley test = ChangeDetectors.pageHinkley().withThreshold(20);
        for (int i = 0; test.state() != ChangeState.CHANGE; i++) {
            test.update(i < 100 ? 1 : 0);
        }
        assertThat(test.explanation())
                .startsWith("page-hinkley adds up a fall of 2")
                .endsWith(", the threshold is 20.00: changed");
        assertThat(test).hasToString(test.explanation());
    }

    @Test
    void anOptionGivesANewDetectorAndLeavesTheOldOne() {
        PageHinkley first = ChangeDetectors.pageHinkley();
        first.update(1);
        assertThat(first.withFading(1).count()).isZero();
        assertThat(first.count()).isEqualTo(1);
    }

    @Test
    void senselessOptionsAreRefused() {
        List<Consumer<PageHinkley>> senseless = List.of(
                p -> p.withMinimumValues(0),
                p -> p.withDelta(-0.1),
                p -> p.withDelta(Double.NaN),
                p -> p.withThreshold(0),
                p -> p.withThreshold(Double.POSITIVE_INFINITY),
                p -> p.withFading(0),
                p -> p.withFading(1.1));
        assertThat(senseless)
                .allSatisfy(option -> assertThatThrownBy(() -> option.accept(ChangeDetectors.pageHinkley()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("was "));
    }
}
