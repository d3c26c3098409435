package io.leeway.onnx;

import io.leeway.model.ModelFormat;
import io.leeway.model.ModelSpec;
import io.leeway.model.contract.ModelFormatContract;
import io.leeway.onnx.Orders.Case;
import io.leeway.onnx.Orders.Order;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;

class OnnxFormatContractTest {

    private abstract static class OfOnnx extends ModelFormatContract<Order> {
        private final String name;
        private final boolean compile;

        OfOnnx(String name, boolean compile) {
            this.name = name;
            this.compile = compile;
        }

        @Override
        protected ModelFormat format() {
            return OnnxFormat.create().compile(compile);
        }

        @Override
        protected byte[] model() {
            return Orders.bytes(name + ".onnx");
        }

        @Override
        protected List<Order> rows() {
            return Orders.cases(name).stream()
                    .filter(each -> Arrays.stream(each.expected()).allMatch(Double::isFinite))
                    .limit(20)
                    .map(Case::row)
                    .toList();
        }
    }

    @Nested
    class ACompiledClassifier extends OfOnnx {
        ACompiledClassifier() {
            super("sk_logistic_columns", true);
        }

        @Override
        protected ModelSpec<Order> spec() {
            return ModelSpec.classifier(Orders.CLASSES, "yes");
        }
    }

    @Nested
    class AClassifierOfOnnxRuntime extends OfOnnx {
        AClassifierOfOnnxRuntime() {
            super("sk_forest_multiclass", false);
        }

        @Override
        protected ModelSpec<Order> spec() {
            ModelSpec<Order> spec = ModelSpec.classifier(Orders.CLASSES, "low");
            return spec.withMetadata(
                    OnnxModel.of(model()).matrix("X", "amount", "age").metadata(spec));
        }
    }

    @Nested
    class ARegressorOfOnnxRuntime extends OfOnnx {
        ARegressorOfOnnxRuntime() {
            super("sk_ridge_columns", false);
        }

        @Override
        protected ModelSpec<Order> spec() {
            return ModelSpec.regressor(Orders.NUMBERS);
        }
    }
}
