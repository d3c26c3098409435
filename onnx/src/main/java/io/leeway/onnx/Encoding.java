package io.leeway.onnx;

import io.leeway.onnx.flat.Cell;
import io.leeway.schema.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a feature's value becomes one scalar of a graph's input, and what stands for a missing value or an unseen category. */
sealed interface Encoding {

    /** Binds the encoding to the reader of the feature. */
    <R> Cell<R> cell(Feature<R> feature);

    /** What happens to missing and unseen values; one clause. */
    String describe();

    /** The numeric feature that fills the column as it is, missing values included; empty where something stands between them. */
    default <R> Optional<Feature<R>> asItIs(Feature<R> feature) {
        return Optional.empty();
    }

    /** The categories that it tells apart; null where it tells any. */
    default @Nullable List<String> known() {
        return null;
    }

    /**
     * A numeric feature as it is.
     *
     * @param missing stands for a missing value; NaN leaves it to the graph
     */
    record AsNumber(double missing) implements Encoding {
        @Override
        public <R> Optional<Feature<R>> asItIs(Feature<R> feature) {
            return Double.isNaN(missing) ? Optional.of(feature) : Optional.empty();
        }

        @Override
        public <R> Cell<R> cell(Feature<R> feature) {
            if (Double.isNaN(missing)) {
                return (Cell.OfNumber<R>) feature::number;
            }
            return (Cell.OfNumber<R>) row -> {
                double value = feature.number(row);
                return Double.isNaN(value) ? missing : value;
            };
        }

        @Override
        public String describe() {
            return "missing as " + missing;
        }
    }

    /**
     * A categorical feature whose texts are numbers, such as an hour of the day.
     *
     * @param missing stands for a missing value and for a text that is no number; NaN leaves it to the graph
     */
    record ParsedNumber(double missing) implements Encoding {
        @Override
        public <R> Optional<Feature<R>> asItIs(Feature<R> feature) {
            return Double.isNaN(missing) ? feature.asNumber() : Optional.empty();
        }

        @Override
        public <R> Cell<R> cell(Feature<R> feature) {
            Optional<Feature<R>> number = feature.asNumber();
            if (number.isPresent()) {
                return new AsNumber(missing).cell(number.get());
            }
            return (Cell.OfNumber<R>) row -> {
                String text = feature.category(row);
                return text == null ? missing : parse(text);
            };
        }

        /** Small whole numbers, which nearly all are, without an exception or an allocation. */
        private double parse(String text) {
            int value = 0;
            int length = text.length();
            if (length == 0 || length > 4) {
                return parseAny(text);
            }
            for (int i = 0; i < length; i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return parseAny(text);
                }
                value = 10 * value + digit;
            }
            return value;
        }

        private double parseAny(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException noNumber) {
                return missing;
            }
        }

        @Override
        public String describe() {
            return "read as a number, missing or no number as " + missing;
        }
    }

    /**
     * A categorical feature as it is.
     *
     * @param missing stands for a missing value, because ONNX has no missing text
     */
    record AsText(String missing) implements Encoding {
        @Override
        public <R> Cell<R> cell(Feature<R> feature) {
            return new TextCell<>(feature, missing);
        }

        @Override
        public String describe() {
            return "missing as \"" + missing + "\", unseen as the graph says";
        }
    }

    /**
     * One category of a one-hot encoding: 1 where the row has it, 0 elsewhere; missing and unseen are 0 in all.
     *
     * @param category the category
     */
    record OneHot(String category) implements Encoding {
        @Override
        public <R> Cell<R> cell(Feature<R> feature) {
            return (Cell.OfNumber<R>) row -> category.equals(feature.category(row)) ? 1 : 0;
        }

        @Override
        public String describe() {
            return "missing and unseen as zeros";
        }

        @Override
        public List<String> known() {
            return List.of(category);
        }
    }

    /**
     * A category as its place in a list, as embeddings take it.
     *
     * @param categories the list
     * @param other the code of a missing or unseen category
     */
    record Code(List<String> categories, int other) implements Encoding {
        @Override
        public <R> Cell<R> cell(Feature<R> feature) {
            Map<String, Integer> places = new HashMap<>();
            categories.forEach(each -> places.putIfAbsent(each, places.size()));
            return (Cell.OfNumber<R>) row -> {
                String category = feature.category(row);
                return category == null ? other : places.getOrDefault(category, other);
            };
        }

        @Override
        public String describe() {
            return "missing and unseen as " + other;
        }

        @Override
        public List<String> known() {
            return categories;
        }
    }
}
