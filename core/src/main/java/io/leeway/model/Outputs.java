package io.leeway.model;

import io.leeway.schema.Feature;
import java.util.List;
import java.util.TreeSet;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/** Makes answers of scores. */
abstract class Outputs<T extends Output<T>> {

    abstract int width();

    abstract int scorePlace();

    abstract boolean needsAllScores();

    abstract T output(double score);

    abstract T output(double[] scores, int from);

    @SuppressWarnings("unchecked")
    static <T extends Output<T>> Outputs<T> of(ModelSpec<?> spec, List<String> classes, Class<T> type) {
        boolean labels = type == Label.class;
        if (!labels && type != Regressor.class || labels != (spec.kind() == ModelKind.CLASSIFICATION)) {
            throw new IllegalArgumentException("A " + spec.kind() + " cannot answer by " + type.getSimpleName()
                    + ": use Label for classes, Regressor" + " for numbers.");
        }
        return (Outputs<T>) (labels ? Labels.of(spec, classes) : new Numbers(spec, classes));
    }

    /** Answers by the most probable class. */
    private static final class Labels extends Outputs<Label> {
        private final String[] names;
        private final int positive;

        private Labels(List<String> classes, int positive) {
            this.names = classes.toArray(new String[0]);
            this.positive = positive;
        }

        static Labels of(ModelSpec<?> spec, List<String> classes) {
            if (classes.size() < 2 || !List.copyOf(new TreeSet<>(classes)).equals(classes)) {
                throw new MismatchedModelException(
                        "list of classes", "two or more different names in natural order", classes.toString());
            }
            String wanted = spec.positiveClass().orElseThrow();
            int positive = classes.indexOf(wanted);
            if (positive < 0) {
                throw new MismatchedModelException(
                        "list of classes", "one with \"" + wanted + "\"", classes.toString());
            }
            return new Labels(classes, positive);
        }

        @Override
        int width() {
            return names.length;
        }

        @Override
        int scorePlace() {
            return positive;
        }

        @Override
        boolean needsAllScores() {
            return names.length > 2;
        }

        @Override
        Label output(double score) {
            if (needsAllScores()) {
                throw new IllegalStateException("The probability of " + names[positive] + " does not tell which of "
                        + names.length + " classes is the most probable.");
            }
            return score >= 0.5 ? new Label(names[positive], score) : new Label(names[1 - positive], 1.0 - score);
        }

        @Override
        Label output(double[] scores, int from) {
            int best = positive;
            if (names.length == 2) {
                // Without a loop the compiler chooses without a jump, which would often be predicted wrongly.
                int other = 1 - positive;
                best = scores[from + other] > scores[from + best] ? other : best;
                return new Label(names[best], scores[from + best]);
            }
            for (int each = 0; each < names.length; each++) {
                if (scores[from + each] > scores[from + best]) {
                    best = each;
                }
            }
            return new Label(names[best], scores[from + best]);
        }
    }

    /** Answers by the number. */
    private static final class Numbers extends Outputs<Regressor> {
        private final String name;

        Numbers(ModelSpec<?> spec, List<String> classes) {
            if (!classes.isEmpty()) {
                throw new MismatchedModelException("kind of output", "a number", "one of the classes " + classes);
            }
            this.name = spec.schema().response().map(Feature::name).orElse("prediction");
        }

        @Override
        int width() {
            return 1;
        }

        @Override
        int scorePlace() {
            return 0;
        }

        @Override
        boolean needsAllScores() {
            return false;
        }

        @Override
        Regressor output(double score) {
            return new Regressor(name, score);
        }

        @Override
        Regressor output(double[] scores, int from) {
            return new Regressor(name, scores[from]);
        }
    }
}
