package io.leeway.monitoring.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.change.contract.ChangeDetectorContract;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdwinTest extends ChangeDetectorContract {

    @Override
    protected ChangeDetector detector() {
        return ChangeDetectors.adwin();
    }

    @Test
    void theWindowHoldsEveryValueOfASteadyStream() {
        Adwin adwin = ChangeDetectors.adwin();
        double[] values = new SplittableRandom(1).doubles(10_000).toArray();
        for (double value : values) {
            adwin.update(value);
        }
        assertThat(adwin.width()).isEqualTo(10_000);
        assertThat(adwin.mean())
                .isCloseTo(java.util.Arrays.stream(values).average().orElseThrow(), within(1e-12));
    }

    @Test
    void theWindowIsCutAtAChange() {
        Adwin adwin = ChangeDetectors.adwin();
        SplittableRandom random = new SplittableRandom(2);
        IntStream.range(0, 5_000).forEach(i -> adwin.update(random.nextDouble()));
        int i = 0;
        while (adwin.update(random.nextDouble() + 3) != ChangeState.CHANGE) {
            i++;
        }
        assertThat(i).isLessThan(64);
        assertThat(adwin.width()).isLessThan(64);
        assertThat(adwin.mean()).isGreaterThan(2.5);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ChangeDetectors.adwin().withDelta(0)).hasMessageContaining("confidence");
        assertThatThrownBy(() -> ChangeDetectors.adwin().withClock(0)).hasMessageContaining("checks");
        assertThatThrownBy(() -> ChangeDetectors.adwin().withBuckets(1)).hasMessageContaining("buckets");
    }
}
