package io.leeway.onnx;

import static io.leeway.onnx.Orders.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.Orders.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults that {@link OnnxModel} promises, by flat arrays and by ONNX Runtime. */
class MissingValuesTest {
    private static final int COUNTRY = 2;
    private static final int DEVICE = 3;

    private static Order order(double amount, double age, @Nullable String country, @Nullable String device) {
        return new Order(amount, age, country, device, Double.NaN, null);
    }

    private static Scorer<Order> read(
            String name, String positive, boolean compile, UnaryOperator<OnnxModel> declared) {
        ModelSpec<Order> spec = ModelSpec.classifier(CLASSES, positive);
        OnnxModel model = declared.apply(OnnxModel.of(Orders.file(name + ".onnx")));
        return OnnxFormat.create()
                .compile(compile)
                .read(spec.withMetadata(model.metadata(spec)), Orders.bytes(name + ".onnx"));
    }

    private static double score(Scorer<Order> scorer, Order row) {
        return scorer.score(row, UnseenCategories.IGNORED);
    }

    private static List<Integer> unseen(Scorer<Order> scorer, Order row) {
        List<Integer> alone = new ArrayList<>();
        scorer.score(row, alone::add);
        List<Integer> together = new ArrayList<>();
        scorer.scores(List.of(row), together::add);
        assertThat(together).isEqualTo(alone);
        return alone;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMissingNumberIsNaNAndAnAnswerThatIsNaNIsRefusedWhenTheRowIsScored(boolean compile) {
        try (Scorer<Order> scorer =
                read("sk_logistic_matrix", "true", compile, model -> model.matrix("X", "amount", "age"))) {
            assertThat(scorer.path().compiled()).isEqualTo(compile);
            Order missing = order(100, Double.NaN, null, null);

            assertThat(score(scorer, order(100, 40, null, null))).isBetween(0.0, 1.0);
            assertThatExceptionOfType(MismatchedModelException.class)
                    .isThrownBy(() -> score(scorer, missing))
                    .withMessageContaining("NaN")
                    .withMessageContaining("missing(feature, value)");
            assertThatExceptionOfType(MismatchedModelException.class)
                    .isThrownBy(() -> scorer.scores(List.of(missing), UnseenCategories.IGNORED));
        }
        try (Scorer<Order> declared =
                read("sk_logistic_matrix", "true", compile, model -> model.matrix("X", "amount", "age")
                        .missing("age", 40))) {
            assertThat(score(declared, order(100, Double.NaN, null, null)))
                    .isEqualTo(score(declared, order(100, 40, null, null)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMissingTextIsEmptyUnlessDeclaredAndUnseenOnesAreCounted(boolean compile) {
        try (Scorer<Order> scorer = read("sk_logistic_columns", "yes", compile, model -> model);
                Scorer<Order> declared =
                        read("sk_logistic_columns", "yes", compile, model -> model.missing("country", "de"))) {
            assertThat(scorer.path().compiled()).isEqualTo(compile);
            Order missing = order(100, 40, null, "phone");

            assertThat(score(scorer, missing)).isEqualTo(score(scorer, order(100, 40, "", "phone")));
            assertThat(score(declared, missing)).isEqualTo(score(scorer, order(100, 40, "de", "phone")));
            assertThat(unseen(scorer, missing)).isEmpty();
            assertThat(unseen(scorer, order(100, 40, "de", "phone"))).isEmpty();
            assertThat(unseen(scorer, order(100, 40, "xx", "phone"))).containsExactly(COUNTRY);
            assertThat(unseen(scorer, order(100, 40, "xx", "fax"))).containsExactlyInAnyOrder(COUNTRY, DEVICE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneHotColumnsAreZeroForMissingAndUnseenCategories(boolean compile) {
        try (Scorer<Order> scorer = read("sk_tree", "true", compile, model -> model.matrix("X", "country")
                        .oneHot("country", List.of("de", "fr")));
                Scorer<Order> zeros = read("sk_tree", "true", compile, model -> model.matrix("X", "amount", "age"))) {
            double expected = score(zeros, order(0, 0, null, null));

            assertThat(score(scorer, order(9, 9, null, null))).isCloseTo(expected, within(1e-6));
            assertThat(score(scorer, order(9, 9, "xx", null))).isCloseTo(expected, within(1e-6));
            assertThat(score(scorer, order(9, 9, "fr", null)))
                    .isCloseTo(score(zeros, order(0, 1, null, null)), within(1e-6));
            assertThat(unseen(scorer, order(9, 9, null, null))).isEmpty();
            assertThat(unseen(scorer, order(9, 9, "de", null))).isEmpty();
            assertThat(unseen(scorer, order(9, 9, "xx", null))).containsExactly(COUNTRY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCodeAfterTheLastStandsForMissingAndUnseenCategories(boolean compile) {
        List<String> two = List.of("de", "fr");
        List<String> three = List.of("de", "fr", "it");
        try (Scorer<Order> scorer = read("int64_codes", "true", compile, model -> model.codes("country", two)
                        .codes("device", two)
                        .probabilities());
                Scorer<Order> third = read("int64_codes", "true", compile, model -> model.codes("country", three)
                        .codes("device", three, 0)
                        .probabilities())) {
            double expected = score(third, order(1, 1, "it", "it"));

            assertThat(score(scorer, order(1, 1, null, null))).isEqualTo(expected);
            assertThat(score(scorer, order(1, 1, "xx", "yy"))).isEqualTo(expected);
            assertThat(score(third, order(1, 1, "it", "xx"))).isEqualTo(score(third, order(1, 1, "it", "de")));
            assertThat(unseen(scorer, order(1, 1, null, "fr"))).isEmpty();
            assertThat(unseen(scorer, order(1, 1, "xx", "fr"))).containsExactly(COUNTRY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTextThatIsNoNumberIsMissing(boolean compile) {
        try (Scorer<Order> scorer = read("int64_codes", "true", compile, model -> model.asNumber("country", "device")
                .missing("country", 2)
                .missing("device", 0)
                .probabilities())) {
            double expected = score(scorer, order(1, 1, "2", "0"));

            assertThat(score(scorer, order(1, 1, null, null))).isEqualTo(expected);
            assertThat(score(scorer, order(1, 1, "", "none"))).isEqualTo(expected);
            assertThatExceptionOfType(MismatchedModelException.class)
                    .isThrownBy(() -> score(scorer, order(1, 1, "1.5", "0")))
                    .withMessageContaining("a whole number");
        }
    }
}
