package io.leeway.onnx;

import static io.leeway.onnx.Swapping.ALIAS;
import static io.leeway.onnx.Swapping.NAME;
import static io.leeway.onnx.Swapping.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.ClosedModelException;
import io.leeway.model.CorruptModelException;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelException;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.monitoring.price.DriftPrice;
import io.leeway.monitoring.price.DriftPrices;
import io.leeway.monitoring.price.SampledRows;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.onnx.Orders.Order;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.classification.Label;

@Timeout(120)
class LiveOnnxTest {
    private static final Order ROW = new Order(100, 40, "de", "phone", Double.NaN, null);

    @ParameterizedTest
    @CsvSource({"100, false", "50, true"})
    void whileVersionsAreSwappedEachAnswerIsOfOneVersionNoneFailsAndSessionsAreClosed(int swaps, boolean flat)
            throws Exception {
        int before = RuntimeModel.openSessions();

        // The version that answered, the one that is loaded, and one that is left by a run which began before the swap.
        Swapping.Counts counts = Swapping.run(
                swaps, flat, swap -> assertThat(RuntimeModel.openSessions()).isLessThanOrEqualTo(before + 1));

        assertThat(counts.answers()).isGreaterThan(1_000);
        assertThat(counts.mixed()).isZero();
        assertThat(counts.failed()).isZero();
        assertThat(RuntimeModel.openSessions()).isEqualTo(before);
    }

    @Test
    void aVersionThatIsRefusedChangesNeitherTheAnswersNorTheAlias() {
        MemoryRegistry registry = Swapping.registry();
        Map<String, String> metadata =
                OnnxModel.of(Orders.file("sk_forest.onnx")).metadata(SPEC);
        Swapping.register(registry, metadata, new byte[] {1, 2, 3});
        Swapping.register(registry, metadata, Orders.bytes("odd/nan_output.onnx"));
        int before = RuntimeModel.openSessions();
        try (LiveModel<Order, Label> live = LiveModel.classification(Orders.CLASSES, registry, NAME, ALIAS)
                .format(OnnxFormat.create().compile(false))
                .build()) {
            double score = live.score(ROW);

            assertThatExceptionOfType(CorruptModelException.class)
                    .isThrownBy(() -> live.switchTo(3, "a test"))
                    .withMessageStartingWith(NAME + " v3: ");
            assertThatExceptionOfType(MismatchedModelException.class)
                    .isThrownBy(() -> live.switchTo(4, "a test"))
                    .withMessageStartingWith(NAME + " v4: ");
            assertThat(registry.resolve(NAME, ALIAS).number()).isOne();
            registry.moveAlias(NAME, ALIAS, 1, 3, "a test");
            assertThatExceptionOfType(ModelException.class).isThrownBy(live::refresh);

            assertThat(live.version().number()).isOne();
            assertThat(live.score(ROW)).isEqualTo(score);
            assertThat(registry.resolve(NAME, ALIAS).number()).isEqualTo(3);
            assertThat(RuntimeModel.openSessions()).isEqualTo(before + 1);
        }
        assertThat(RuntimeModel.openSessions()).isEqualTo(before);
    }

    @Test
    void aClosedModelAnswersNoMoreAndMayBeClosedAgain() {
        int before = RuntimeModel.openSessions();
        Scorer<Order> scorer = forgettable();
        scorer.close();
        scorer.close();

        assertThatExceptionOfType(ClosedModelException.class)
                .isThrownBy(() -> scorer.score(ROW, UnseenCategories.IGNORED));
        assertThat(RuntimeModel.openSessions()).isEqualTo(before);
    }

    @Test
    void aModelThatNobodyClosedIsReleasedOnceItIsUnreachable() {
        int before = RuntimeModel.openSessions();
        assertThat(forgettable().score(ROW, UnseenCategories.IGNORED)).isBetween(0.0, 1.0);

        // No sleep: each collection takes its time, and the test's time limit ends a vain wait.
        while (RuntimeModel.openSessions() > before) {
            System.gc();
        }
        assertThat(RuntimeModel.openSessions()).isEqualTo(before);
    }

    @Test
    void whatDriftsUnderAModelOfOnnxRuntimeHasAPrice() {
        MemoryRegistry registry = Swapping.registry();
        List<Order> reference = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 3_000; i++) {
            reference.add(new Order(random.nextInt(10, 500), random.nextInt(18, 90), "de", "phone", Double.NaN, null));
        }
        List<Order> dearer = reference.stream()
                .map(row -> new Order(
                        row.amount() + 200, row.age(), row.country(), row.device(), row.spent(), row.bought()))
                .toList();
        try (LiveModel<Order, Label> live = LiveModel.classification(Orders.CLASSES, registry, NAME, ALIAS)
                .format(OnnxFormat.create().compile(false))
                .build()) {
            DriftPrices prices = DriftPrices.classification(
                    Orders.CLASSES, SampledRows.of(Orders.CLASSES, reference), live::over, 0.5);

            DriftPrice price = prices.price("amount", FeatureColumns.of(Orders.CLASSES, dearer));

            double before = mean(live, reference);
            assertThat(price.rows()).isEqualTo(SampledRows.MOST_ROWS);
            assertThat(Math.abs(price.meanChange())).isGreaterThan(0.01);
            assertThat(price.meanChange()).isCloseTo(mean(live, dearer) - before, within(4 * price.meanChangeError()));
        }
    }

    private static double mean(LiveModel<Order, Label> live, List<Order> rows) {
        return Arrays.stream(live.scoreAll(rows)).average().orElseThrow();
    }

    private static Scorer<Order> forgettable() {
        return OnnxFormat.create().compile(false).read(SPEC, Orders.bytes("sk_forest.onnx"));
    }
}
