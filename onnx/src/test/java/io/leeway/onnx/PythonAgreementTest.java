package io.leeway.onnx;

import static io.leeway.onnx.Orders.CLASSES;
import static io.leeway.onnx.Orders.NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.ModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.Orders.Case;
import io.leeway.onnx.Orders.Order;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Leeway answers is what Python's onnxruntime answers, by flat arrays and by ONNX Runtime, alone and in batches. */
class PythonAgreementTest {

    /** How a model is declared, and whether it is compiled to flat arrays. */
    record Given(String model, ModelSpec<Order> spec, UnaryOperator<OnnxModel> declared, boolean compiled) {
        @Override
        public String toString() {
            return model;
        }

        Scorer<Order> read(boolean compile) {
            OnnxFormat format = OnnxFormat.create().compile(compile);
            OnnxModel onnx = declared.apply(OnnxModel.of(Orders.file(model + ".onnx")));
            return format.read(spec.withMetadata(onnx.metadata(spec)), Orders.bytes(model + ".onnx"));
        }
    }

    private static Given classifier(String model, String positive, UnaryOperator<OnnxModel> declared, boolean flat) {
        return new Given(model, ModelSpec.classifier(CLASSES, positive), declared, flat);
    }

    private static Given regressor(String model, UnaryOperator<OnnxModel> declared) {
        return new Given(model, ModelSpec.regressor(NUMBERS), declared, true);
    }

    private static OnnxModel inferred(OnnxModel model) {
        return model;
    }

    private static OnnxModel matrix(OnnxModel model) {
        return model.matrix("X", "amount", "age");
    }

    private static OnnxModel codes(OnnxModel model) {
        return model.codes("country", List.of("0", "1", "2")).codes("device", List.of("0", "1", "2"));
    }

    static Stream<Given> models() {
        return Stream.of(
                classifier("sk_logistic_columns", "yes", PythonAgreementTest::inferred, true),
                classifier("sk_logistic_zipmap", "true", PythonAgreementTest::inferred, true),
                classifier("sk_logistic_zipmap_texts", "yes", PythonAgreementTest::inferred, true),
                classifier("sk_logistic_matrix", "1", PythonAgreementTest::matrix, true),
                classifier("sk_logistic_double", "true", PythonAgreementTest::inferred, true),
                classifier("sk_multiclass", "high", PythonAgreementTest::inferred, true),
                classifier("sk_multiclass_zipmap", "low", PythonAgreementTest::inferred, true),
                classifier("sk_boosting", "true", PythonAgreementTest::inferred, true),
                classifier("sk_forest", "yes", PythonAgreementTest::inferred, true),
                classifier("sk_forest_multiclass", "low", PythonAgreementTest::matrix, true),
                classifier("sk_tree", "true", PythonAgreementTest::matrix, true),
                classifier("sk_ordinal", "true", PythonAgreementTest::inferred, true),
                classifier("sk_minmax", "true", PythonAgreementTest::inferred, true),
                classifier("sk_minmax_clip", "true", PythonAgreementTest::inferred, true),
                classifier("sk_maxabs", "true", PythonAgreementTest::inferred, true),
                classifier("sk_robust", "true", PythonAgreementTest::inferred, true),
                classifier("sk_normalizer", "true", PythonAgreementTest::inferred, true),
                classifier("sk_missing_constant", "true", PythonAgreementTest::inferred, true),
                classifier("sk_missing_mean", "true", PythonAgreementTest::inferred, true),
                classifier("sk_hist_boosting", "true", PythonAgreementTest::matrix, true),
                classifier("lightgbm", "true", PythonAgreementTest::matrix, true),
                classifier("xgboost", "true", PythonAgreementTest::matrix, true),
                regressor("sk_linear_regression", PythonAgreementTest::matrix),
                regressor("sk_ridge_columns", PythonAgreementTest::inferred),
                regressor("sk_forest_regression", PythonAgreementTest::matrix),
                regressor("sk_boosting_regression", PythonAgreementTest::matrix),
                classifier("softmax_matrix", "c", model -> matrix(model).classes("a", "b", "c"), false),
                classifier("sigmoid_vector", "true", model -> matrix(model).probabilities(), false),
                classifier("int64_codes", "true", model -> codes(model).probabilities(), false),
                classifier(
                        "numbers_and_codes",
                        "true",
                        model -> codes(model).matrix("numbers", "amount", "age").logits(),
                        false),
                classifier("logits_matrix", "true", model -> matrix(model).logits(), false),
                classifier("logits_two", "true", model -> matrix(model).logits(), false),
                classifier(
                        "label_only", "1", model -> matrix(model).labelsOnly().classes("0", "1"), false),
                classifier("one_row_only", "true", model -> matrix(model).probabilities(), false));
    }

    @ParameterizedTest
    @MethodSource("models")
    void flatArraysGiveWhatPythonGives(Given given) {
        try (Scorer<Order> scorer = given.read(true)) {
            assertThat(scorer.path().compiled()).as(scorer.path().description()).isEqualTo(given.compiled());
            requireEqual(given, scorer);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void onnxRuntimeGivesWhatPythonGives(Given given) {
        try (Scorer<Order> scorer = given.read(false)) {
            assertThat(scorer.path().compiled()).isFalse();
            requireEqual(given, scorer);
        }
    }

    static Stream<Given> compiledModels() {
        return models().filter(Given::compiled);
    }

    @ParameterizedTest
    @MethodSource("compiledModels")
    void flatArraysGiveTheSameToTheBitOfCellsThatWereReadBefore(Given given) {
        CellReader<Order> reader = CellReader.ofFeatures(given.spec().schema());
        RowCells cells = reader.cells();
        try (Scorer<Order> scorer = given.read(true);
                Scorer<RowCells> over = scorer.over(reader.schema()).orElseThrow()) {
            for (Case each : Orders.cases(given.model())) {
                reader.read(each.row(), cells);
                List<Integer> ofRow = new ArrayList<>();
                List<Integer> ofCells = new ArrayList<>();
                assertThat(outcome(() -> over.score(cells, ofCells::add)))
                        .isEqualTo(outcome(() -> scorer.score(each.row(), ofRow::add)));
                assertThat(ofCells).isEqualTo(ofRow);
            }
        }
    }

    /** The bits of a score, or why there is none. */
    private static String outcome(DoubleSupplier score) {
        try {
            return Long.toHexString(Double.doubleToRawLongBits(score.getAsDouble()));
        } catch (ModelException e) {
            return e.toString();
        }
    }

    private static void requireEqual(Given given, Scorer<Order> scorer) {
        List<Case> sound = Orders.cases(given.model()).stream()
                .filter(each -> Arrays.stream(each.expected()).allMatch(Double::isFinite))
                .toList();
        int width = Math.max(1, scorer.classes().size());
        // Numbers are about 100, and float32 rounds the sums behind a small one as coarsely as those behind a large
        // one.
        double typical = width == 1 ? 100 : 1;
        double[] together = scorer.scores(sound.stream().map(Case::row).toList(), UnseenCategories.IGNORED);
        for (int i = 0; i < sound.size(); i++) {
            Case each = sound.get(i);
            double[] alone = scorer.scores(List.of(each.row()), UnseenCategories.IGNORED);
            double[] expected = expected(given.model(), width, each);
            for (int column = 0; column < width; column++) {
                double tolerance = 1e-6 * Math.max(typical, Math.abs(expected[column]));
                assertThat(alone[column]).as("%s", each).isCloseTo(expected[column], within(tolerance));
                assertThat(together[i * width + column]).isCloseTo(alone[column], within(tolerance));
            }
            if (!given.spec().positiveClass().isEmpty()) {
                int positive =
                        scorer.classes().indexOf(given.spec().positiveClass().get());
                assertThat(scorer.score(each.row(), UnseenCategories.IGNORED))
                        .isCloseTo(alone[positive], within(1e-12));
            }
        }
        Orders.cases(given.model()).stream()
                .filter(each -> !Arrays.stream(each.expected()).allMatch(Double::isFinite))
                .forEach(each -> assertThatThrownBy(() -> scorer.score(each.row(), UnseenCategories.IGNORED))
                        .as("%s", each)
                        .isInstanceOf(ModelException.class));
        assertThat(sound).hasSizeGreaterThanOrEqualTo(20);
    }

    /** Links are applied here a second way: softmax of two is the logistic function of the difference. */
    private static double[] expected(String model, int width, Case from) {
        double[] raw = from.expected();
        if (model.equals("label_only")) {
            return from.label().equals("1") ? new double[] {0, 1} : new double[] {1, 0};
        }
        if (model.startsWith("logits") || model.equals("numbers_and_codes")) {
            double logit = raw.length == 2 ? raw[1] - raw[0] : raw[0];
            double p = 0.5 + 0.5 * Math.tanh(logit / 2);
            return new double[] {1 - p, p};
        }
        return width > 1 && raw.length == 1 ? new double[] {1 - raw[0], raw[0]} : raw;
    }
}
