package io.leeway.online;

import io.leeway.binary.BinaryForm;
import io.leeway.model.MismatchedModelException;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.NumberReader;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Reads the columns of rows that a model learns from. */
final class Inputs<R> {
    /** The square of a number that is much greater would not be finite. */
    static final double MOST = 1e150;

    private final NumberReader<R> numberReader;
    private final List<Feature<R>> numeric;
    private final Feature<R>[] categorical;

    @SuppressWarnings("unchecked")
    private Inputs(List<Feature<R>> numeric, List<Feature<R>> categorical) {
        this.numeric = numeric;
        this.numberReader = NumberReader.of(numeric);
        this.categorical = categorical.toArray((Feature<R>[]) new Feature<?>[0]);
    }

    static <R> Inputs<R> of(Schema<R> schema) {
        return new Inputs<>(features(schema, FeatureType.NUMERIC), features(schema, FeatureType.CATEGORICAL));
    }

    private static <R> List<Feature<R>> features(Schema<R> schema, FeatureType type) {
        return schema.features().stream().filter(each -> each.type() == type).toList();
    }

    int numbers() {
        return numeric.size();
    }

    int categories() {
        return categorical.length;
    }

    /** The index in the schema of a categorical column. */
    int index(int category) {
        return categorical[category].index();
    }

    Raw blank() {
        return new Raw(numbers(), categories());
    }

    /** Reads a row; returns how many of its numbers cannot be used although they are there. */
    int read(R row, Raw into) {
        numberReader.read(row, into.numbers, 0);
        int unusable = 0;
        for (int i = 0; i < into.numbers.length; i++) {
            if (Math.abs(into.numbers[i]) > MOST) {
                into.numbers[i] = Double.NaN;
                unusable++;
            }
        }
        for (int i = 0; i < categorical.length; i++) {
            into.categories[i] = categorical[i].category(row);
        }
        return unusable;
    }

    void write(BinaryForm.Writer out) {
        out.number(numeric.size());
        numeric.forEach(each -> out.chars(each.name()));
        out.number(categorical.length);
        for (Feature<R> each : categorical) {
            out.chars(each.name());
        }
    }

    /** Finds the columns of a stored model in a schema. */
    static <R> Inputs<R> read(Schema<R> schema, BinaryForm.Reader in) {
        return new Inputs<>(read(schema, FeatureType.NUMERIC, in), read(schema, FeatureType.CATEGORICAL, in));
    }

    private static <R> List<Feature<R>> read(Schema<R> schema, FeatureType type, BinaryForm.Reader in) {
        List<Feature<R>> there = features(schema, type);
        List<Feature<R>> found = new ArrayList<>();
        int count = in.count(Integer.BYTES);
        for (int i = 0; i < count; i++) {
            String name = in.chars();
            found.add(there.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new MismatchedModelException(
                            "input",
                            "one of the schema's " + there,
                            name + " (" + type.name().toLowerCase(java.util.Locale.ROOT) + ")")));
        }
        return found;
    }
}
