package io.leeway.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person said about a graph's inputs and output; everything else is inferred.
 *
 * @param matrices the features of an input of several columns, in order, by the input's name
 * @param inputs the input of one column, by the feature that fills it
 * @param encodings by feature; the missing value in them is NaN or "" where none was declared
 * @param missing what stands for a missing value, by feature
 * @param output the output to read; null to infer
 * @param form what it holds; null to infer
 * @param classes in the order of the graph; empty to infer
 */
record Declarations(
        Map<String, List<String>> matrices,
        Map<String, String> inputs,
        Map<String, Categories> encodings,
        Map<String, String> missing,
        @Nullable String output,
        OutputForm.@Nullable Form form,
        List<String> classes) {

    static final Declarations NONE = new Declarations(Map.of(), Map.of(), Map.of(), Map.of(), null, null, List.of());

    /** How a categorical feature becomes numbers. */
    sealed interface Categories {

        /** Its text is a number. */
        record Number() implements Categories {
            @Override
            public String toString() {
                return "asNumber";
            }
        }

        /** A column a category. */
        record OneHot(List<String> categories) implements Categories {
            public OneHot {
                categories = different(categories);
            }

            @Override
            public String toString() {
                return "oneHot";
            }
        }

        /** One column with the place of the category. */
        record Codes(List<String> categories, int other) implements Categories {
            public Codes {
                categories = different(categories);
            }

            @Override
            public String toString() {
                return "codes";
            }
        }

        private static List<String> different(List<String> categories) {
            if (categories.isEmpty() || new HashSet<>(categories).size() != categories.size()) {
                throw new IllegalArgumentException("The categories are " + categories
                        + "; name one or more, each once, in the order of training.");
            }
            return List.copyOf(categories);
        }
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    Declarations matrix(String input, List<String> features) {
        return new Declarations(
                with(matrices, input, List.copyOf(features)), inputs, encodings, missing, output, form, classes);
    }

    Declarations input(String feature, String input) {
        return new Declarations(matrices, with(inputs, feature, input), encodings, missing, output, form, classes);
    }

    Declarations encoding(String feature, Categories how) {
        return new Declarations(matrices, inputs, with(encodings, feature, how), missing, output, form, classes);
    }

    Declarations missing(String feature, String value) {
        return new Declarations(matrices, inputs, encodings, with(missing, feature, value), output, form, classes);
    }

    Declarations output(String name) {
        return new Declarations(matrices, inputs, encodings, missing, name, form, classes);
    }

    Declarations form(OutputForm.Form what) {
        return new Declarations(matrices, inputs, encodings, missing, output, what, classes);
    }

    Declarations classes(List<String> names) {
        return new Declarations(matrices, inputs, encodings, missing, output, form, List.copyOf(names));
    }

    /** All features that anything was said about. */
    List<String> features() {
        List<String> named = new ArrayList<>(inputs.keySet());
        matrices.values().forEach(named::addAll);
        named.addAll(encodings.keySet());
        named.addAll(missing.keySet());
        return named;
    }
}
