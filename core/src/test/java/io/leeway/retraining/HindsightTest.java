package io.leeway.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HindsightTest {

    @Property(tries = 200)
    void noOtherDaysWouldHaveBeenBetter(
            @ForAll @IntRange(min = 1, max = 9) int days,
            @ForAll @IntRange(min = 1, max = 4) int wanted,
            @ForAll long seed) {
        int trainings = Math.min(days, wanted);
        double[][] loss = losses(days, seed);

        Hindsight best = Hindsight.best(trainings, 10, 10 + days, (day, end) -> sum(loss, day - 10, end - 10));

        assertThat(best.evaluations())
                .hasSize(trainings)
                .startsWith(10)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(best.loss()).isCloseTo(total(loss, best.evaluations(), days), within(1e-12));
        for (List<Integer> other : choices(trainings, days)) {
            assertThat(best.loss()).isLessThanOrEqualTo(total(loss, other, days) + 1e-12);
        }
    }

    @Test
    void moreTrainingsThanDaysAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hindsight.best(4, 0, 3, (day, end) -> 0))
                .withMessageContaining("4 trainings")
                .withMessageContaining("3 evaluations");
    }

    private static double[][] losses(int days, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] loss = new double[days][days];
        for (double[] ofModel : loss) {
            for (int day = 0; day < days; day++) {
                ofModel[day] = random.nextDouble();
            }
        }
        return loss;
    }

    private static double sum(double[][] loss, int trainedOn, int end) {
        double sum = 0;
        for (int day = trainedOn; day < end; day++) {
            sum += loss[trainedOn][day];
        }
        return sum;
    }

    private static double total(double[][] loss, List<Integer> chosen, int days) {
        double total = 0;
        for (int i = 0; i < chosen.size(); i++) {
            int end = i + 1 < chosen.size() ? chosen.get(i + 1) : 10 + days;
            total += sum(loss, chosen.get(i) - 10, end - 10);
        }
        return total;
    }

    /** Every choice of so many days, the first among them. */
    private static List<List<Integer>> choices(int trainings, int days) {
        List<List<Integer>> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << days - 1; bits++) {
            if (Integer.bitCount(bits) == trainings - 1) {
                List<Integer> chosen = new ArrayList<>(List.of(10));
                for (int day = 1; day < days; day++) {
                    if ((bits >> day - 1 & 1) == 1) {
                        chosen.add(10 + day);
                    }
                }
                all.add(chosen);
            }
        }
        return all;
    }
}
