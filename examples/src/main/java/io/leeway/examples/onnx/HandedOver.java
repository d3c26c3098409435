package io.leeway.examples.onnx;

import io.leeway.onnx.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models that the data scientists handed over, declared as their notes say ({@code examples/python/README.md}). What is not declared is
 * inferred: a column by its name, the classes from the graph.
 */
enum HandedOver {
    /** One input a column, so nothing has to be declared. */
    SKLEARN_LOGISTIC("logistic", "scikit-learn", "flights-sklearn-logistic.onnx") {
        @Override
        OnnxModel declare(OnnxModel model) {
            return model.trainedBy("scikit-learn 1.9.1, LogisticRegression");
        }
    },
    /** The same; its classes 0 and 1 are read as false and true. */
    SKLEARN_BOOSTING("boosting", "scikit-learn", "flights-sklearn-boosting.onnx") {
        @Override
        OnnxModel declare(OnnxModel model) {
            return model.trainedBy("scikit-learn 1.9.1, GradientBoostingClassifier, 100 trees of depth 3");
        }
    },
    /** A matrix of numbers and a code for each category, which an embedding takes; the graph gives a logit. */
    TORCH("torch", "PyTorch", "flights-torch.onnx") {
        @Override
        OnnxModel declare(OnnxModel model) {
            Columns columns = Columns.read("flights_torch_categories.json");
            OnnxModel declared = model.matrix("numbers", columns.numbers());
            for (Map.Entry<String, List<String>> each : columns.categories().entrySet()) {
                declared = declared.codes(each.getKey(), each.getValue());
            }
            return declared.logits().trainedBy("PyTorch 1.13.1, embeddings and 32 and 16 units");
        }
    },
    /** One matrix: numbers, two categories read as numbers, and two as a column a category; the graph gives a probability. */
    KERAS("keras", "Keras", "flights-keras.onnx") {
        @Override
        OnnxModel declare(OnnxModel model) {
            Columns columns = Columns.read("flights_keras_columns.json");
            return model.matrix("features", columns.features())
                    .asNumber("hour", "dayOfWeek")
                    .oneHot("carrier", columns.of("carrier"))
                    .oneHot("origin", columns.of("origin"))
                    .probabilities()
                    .trainedBy("Keras 3.15.1 on TensorFlow 2.21.0, 32 and 16 units");
        }
    };

    /** The first and the last of the flights that they were trained on. */
    private static final Instant TRAINED_FROM = Instant.parse("2013-01-01T10:15:00Z");

    private static final Instant TRAINED_TO = Instant.parse("2013-04-01T03:59:00Z");

    private final String candidate;
    private final String framework;
    private final String file;

    HandedOver(String candidate, String framework, String file) {
        this.candidate = candidate;
        this.framework = framework;
        this.file = file;
    }

    abstract OnnxModel declare(OnnxModel model);

    /** Its name in the pipeline. */
    String candidate() {
        return candidate;
    }

    /** What it was trained with. */
    String framework() {
        return framework;
    }

    /** The model, with all that its hand-over note says. */
    OnnxModel model() {
        return declare(OnnxModel.of(bytes(file))).trainedBetween(TRAINED_FROM, TRAINED_TO);
    }

    /** The content of its file. */
    byte[] bytes() {
        return bytes(file);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(HandedOver.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a script wrote beside its model.
     *
     * @param numbers the columns that are numbers, in order
     * @param categories the categories of each categorical column, in order
     */
    private record Columns(List<String> numbers, Map<String, List<String>> categories) {
        private static final JsonMapper JSON = new JsonMapper();

        static Columns read(String file) {
            return JSON.readValue(bytes(file), Columns.class);
        }

        List<String> of(String feature) {
            return Objects.requireNonNull(categories.get(feature), feature);
        }

        /** All features of one matrix: the numbers first, as each script has it. */
        List<String> features() {
            return java.util.stream.Stream.concat(numbers.stream(), categories.keySet().stream())
                    .toList();
        }
    }
}
