package io.leeway.onnx;

import static io.leeway.onnx.Orders.CLASSES;
import static io.leeway.onnx.Orders.NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TypeProto;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.Orders.Order;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs, outputs and classes that are not what the schema and the declarations say. */
class MappingTest {
    private static final ModelSpec<Order> CLASSIFIER = ModelSpec.classifier(CLASSES, "true");
    private static final ModelSpec<Order> YES = ModelSpec.classifier(CLASSES, "yes");
    private static final ModelSpec<Order> REGRESSOR = ModelSpec.regressor(NUMBERS);
    private static final Order ROW = new Order(100, 40, "de", "phone", Double.NaN, null);

    private static OnnxModel model(String name) {
        return OnnxModel.of(Orders.file(name + ".onnx"));
    }

    private static void refused(ModelSpec<Order> spec, OnnxModel model, String... words) {
        assertThatExceptionOfType(MismatchedModelException.class)
                .isThrownBy(() -> model.metadata(spec))
                .satisfies(refusal -> assertThat(refusal).hasMessageContainingAll(words));
    }

    private static double score(ModelSpec<Order> spec, String name, UnaryOperator<OnnxModel> declared) {
        Map<String, String> metadata = declared.apply(model(name)).metadata(spec);
        try (Scorer<Order> scorer =
                OnnxFormat.create().read(spec.withMetadata(metadata), Orders.bytes(name + ".onnx"))) {
            return scorer.score(ROW, UnseenCategories.IGNORED);
        }
    }

    @Test
    void anInputThatNoFeatureFillsIsNamed() {
        ModelSpec<Order> withoutAge = ModelSpec.classifier(
                Schema.of(Order.class).without("spent", "age").response("bought"), "yes");

        refused(withoutAge, model("sk_logistic_columns"), "input age (float[?,1])", "input(feature, \"age\")");
    }

    @Test
    void aMatrixNeedsAnOrderOfAsManyColumns() {
        OnnxModel matrix = model("sk_tree");

        refused(CLASSIFIER, matrix, "input X (float[?,2])", ".matrix(\"X\", \"first\"");
        refused(CLASSIFIER, matrix.matrix("X", "amount"), "2 columns", "1 columns, by the features [amount]");
        refused(
                CLASSIFIER,
                matrix.matrix("X", "amount", "age", "country").oneHot("country", List.of("de", "fr")),
                "2 columns",
                "4 columns, by the features [amount, age, country]");
    }

    @Test
    void columnsInAnotherOrderThanInTrainingCannotBeNoticed() {
        double right = score(CLASSIFIER, "sk_tree", model -> model.matrix("X", "amount", "age"));
        double swapped = score(CLASSIFIER, "sk_tree", model -> model.matrix("X", "age", "amount"));

        assertThat(swapped).isNotEqualTo(right);
    }

    @Test
    void aCategoryNeedsAnEncodingForAnInputOfNumbers() {
        refused(
                CLASSIFIER,
                model("sk_tree").matrix("X", "amount", "country"),
                "feature country is a category",
                "oneHot(\"country\"",
                "codes(\"country\"",
                "asNumber(\"country\")");
    }

    @Test
    void aNumberDoesNotFillAnInputOfTexts() {
        ModelSpec<Order> numbers = ModelSpec.classifier(
                Schema.builder(Order.class)
                        .numeric("amount", Order::amount)
                        .numeric("age", Order::age)
                        .numeric("country", Order::amount)
                        .numeric("device", Order::amount)
                        .build(),
                "yes");

        refused(numbers, model("sk_logistic_columns"), "feature country is a number", "categorical(\"country\")");
    }

    @Test
    void anInputOfWholeNumbersNeedsAMissingValue() {
        OnnxModel numbers = model("int64_codes").asNumber("country", "device").probabilities();

        refused(CLASSIFIER, numbers, "int64, in which nothing is missing", "missing(\"country\", value)");
        assertThat(numbers.missing("country", 2).missing("device", 2).metadata(CLASSIFIER))
                .isNotEmpty();
        refused(CLASSIFIER, numbers.missing("country", "none"), "a number", "\"none\"");
    }

    @Test
    void aDeclaredNameThatMeansNothingIsRefusedWithTheNamesThereAre() {
        refused(CLASSIFIER, model("sk_tree").matrix("X", "amount", "agee"), "agee", "age");
        refused(CLASSIFIER, model("sk_tree").matrix("x", "amount", "age"), "\"x\"", "X (float[?,2])");
        refused(CLASSIFIER, model("sk_tree").matrix("X", "amount", "bought"), "bought", "must not read it");
        refused(CLASSIFIER, model("sk_tree").matrix("X", "amount", "age").output("prob"), "\"prob\"", "probabilities");
    }

    @Test
    void declarationsThatContradictEachOtherAreRefused() {
        OnnxModel tree = model("sk_tree").matrix("X", "amount", "age");

        refused(CLASSIFIER, tree.oneHot("age", List.of("1")), "age", "oneHot, though it is a number");
        refused(
                YES,
                model("sk_logistic_columns").codes("country", List.of("de")),
                "codes, though the graph takes texts");
        refused(
                CLASSIFIER,
                model("int64_codes")
                        .codes("country", List.of("de"))
                        .codes("device", List.of("phone"))
                        .missing("country", "de"),
                "country",
                "codes and missing(...)");
        refused(CLASSIFIER, tree.input("age", "X"), "X", "matrix(...)");
        refused(CLASSIFIER, model("sk_tree").input("age", "X").input("amount", "X"), "age and amount");
    }

    @Test
    void aListOfCategoriesHasEachOnce() {
        OnnxModel model = model("sk_tree");

        assertThatIllegalArgumentException().isThrownBy(() -> model.oneHot("country", List.of("de", "de")));
        assertThatIllegalArgumentException().isThrownBy(() -> model.codes("country", List.of()));
    }

    @Test
    void aSingleColumnMustBeSaidToBeAProbabilityOrALogit() {
        OnnxModel vector = model("sigmoid_vector").matrix("X", "amount", "age");

        refused(CLASSIFIER, vector, "may hold probabilities or logits", ".probabilities()", ".logits()");
    }

    @Test
    void ofTwoPossibleOutputsOneMustBeNamed() {
        byte[] two = Onnx.changed("sk_linear_regression.onnx", now -> {
            now.getGraphBuilder()
                    .addOutput(now.getGraph().getOutput(0).toBuilder().setName("other"))
                    .addNode(Onnx.node("Identity", "variable", "other"));
            return now;
        });
        OnnxModel model = OnnxModel.of(two).matrix("X", "amount", "age");

        refused(REGRESSOR, model, "variable", "other", ".output(name)");
        assertThat(model.output("other").metadata(REGRESSOR)).isNotEmpty();
    }

    @Test
    void classesMustBeKnownAsManyAsColumnsAndHaveThePositiveOne() {
        OnnxModel softmax = model("softmax_matrix").matrix("X", "amount", "age");

        refused(CLASSIFIER, softmax, "not in the graph", ".classes(\"first\", \"true\")");
        refused(CLASSIFIER, softmax.classes("false", "true"), "number of probabilities is 3", "[false, true]");
        refused(CLASSIFIER, softmax.classes("a", "b", "c"), "\"true\", the positive class");
        refused(CLASSIFIER, softmax.classes("true", "true", "c"), "two or more different names");
        refused(YES, model("sk_tree").matrix("X", "amount", "age"), "\"yes\", the positive class", "[0, 1]");
    }

    @Test
    void oneKindIsNotReadAsTheOther() {
        refused(REGRESSOR, model("sk_tree").matrix("X", "amount", "age"), "one column of numbers", "probabilities");
        refused(REGRESSOR, model("sk_ridge_columns").logits(), "this is a regression");
        refused(CLASSIFIER, model("sk_ridge_columns"), "variable", "may hold probabilities or logits");
        assertThatExceptionOfType(MismatchedModelException.class)
                .isThrownBy(() -> score(CLASSIFIER, "sk_ridge_columns", OnnxModel::probabilities))
                .withMessageContaining("a probability, from 0 to 1,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "leeway-onnx-mapping 2",
                "leeway-onnx-mapping 1",
                "leeway-onnx-mapping 1\nnonsense",
                "leeway-onnx-mapping 1\ncolumn X amount number NaN",
                "leeway-onnx-mapping 1\ncolumn X amount number much\noutput probabilities PROBABILITIES false true",
                "leeway-onnx-mapping 1\ncolumn X amount odd 1\noutput probabilities PROBABILITIES false true",
                "leeway-onnx-mapping 1\ncolumn %zz amount number 1\noutput probabilities PROBABILITIES false true",
                "leeway-onnx-mapping 1\noutput probabilities ODDS false true"
            })
    void aStoredMappingOfAnotherFormIsRefused(String stored) {
        refusedStored(CLASSIFIER, stored, "a mapping that this version of Leeway wrote", "Register the model again");
    }

    private static void refusedStored(ModelSpec<Order> spec, String stored, String... words) {
        assertThatExceptionOfType(MismatchedModelException.class)
                .isThrownBy(() -> OnnxFormat.create()
                        .read(spec.withMetadata(Map.of(OnnxMetadata.MAPPING, stored)), Orders.bytes("sk_tree.onnx")))
                .satisfies(refusal -> assertThat(refusal).hasMessageContainingAll(words));
    }

    @ParameterizedTest
    @CsvSource({
        "column Y amount number NaN, output probabilities PROBABILITIES false true, the graph's inputs",
        "column X amount number NaN, output probabilities PROBABILITIES false true, 2 columns",
        "column X amount text t, output probabilities PROBABILITIES false true, columns",
        "'column X amount text t\ncolumn X age number NaN', output probabilities PROBABILITIES false true, encoding of amount",
        "'column X amount number NaN\ncolumn X age number NaN', output nothing PROBABILITIES false true, the graph's outputs",
        "'column X amount number NaN\ncolumn X age number NaN', output probabilities PROBABILITIES, positive class",
        "'column X amount number NaN\ncolumn X age number NaN', output probabilities PROBABILITIES true true, different",
        "'column X amount number NaN\ncolumn X age number NaN', output probabilities PROBABILITIES 0 1, positive class",
        "'column X amount number NaN\ncolumn X age number NaN', output probabilities LOGIT a b true, different classes",
        "'column X amount number NaN\ncolumn X age number NaN', output probabilities NUMBER, CLASSIFICATION",
        "'column X amount number NaN\ncolumn X size number NaN', output probabilities PROBABILITIES false true, size",
        "'column X amount number NaN\ncolumn X country number NaN', output probabilities PROBABILITIES false true, country",
    })
    void aStoredMappingThatDoesNotFitTheGraphOrTheSchemaIsRefused(String columns, String output, String word) {
        refusedStored(CLASSIFIER, Mapping.VERSION + "\n" + columns + "\n" + output, word);
    }

    @Test
    void aStoredMappingOfARegressionIsNotReadAsClassesAndWithoutAMappingAllIsInferred() {
        String number = model("sk_linear_regression")
                .matrix("X", "amount", "age")
                .metadata(REGRESSOR)
                .getOrDefault(OnnxMetadata.MAPPING, "");

        refusedStored(CLASSIFIER, number, "mapping");
        assertThatThrownBy(() -> OnnxFormat.create().read(CLASSIFIER, Orders.bytes("sk_tree.onnx")))
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining(".matrix(\"X\"");
        try (Scorer<Order> scorer = OnnxFormat.create().read(YES, Orders.bytes("sk_logistic_columns.onnx"))) {
            assertThat(scorer.score(ROW, UnseenCategories.IGNORED))
                    .isCloseTo(score(YES, "sk_logistic_columns", model -> model), within(1e-12));
        }
    }

    @Test
    void anInputWithoutTypeIsRefused() {
        byte[] untyped = Onnx.changed("sk_tree.onnx", now -> {
            now.getGraphBuilder().getInputBuilder(0).setType(TypeProto.getDefaultInstance());
            return now;
        });

        refused(CLASSIFIER, OnnxModel.of(untyped).matrix("X", "amount", "age"), "input X (no tensor)", "Cast it");
    }
}
