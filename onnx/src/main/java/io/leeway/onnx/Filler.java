package io.leeway.onnx;

import io.leeway.model.UnseenCategories;
import io.leeway.onnx.flat.Cell;
import io.leeway.schema.Feature;
import io.leeway.schema.NumberReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fills neighbouring columns of an input of numbers from a row: one feature, read once. Immutable. */
interface Filler<R> {

    /** How many columns it fills. */
    int columns();

    /** Writes them; a category that is looked up and not found is counted, if it is no missing value. */
    void fill(R row, double[] into, int from, UnseenCategories unseen);

    /** Writes them as floats. */
    void fill(R row, float[] into, int from, UnseenCategories unseen);

    /** The feature whose unknown categories are counted; -1 for none. */
    default int counts() {
        return -1;
    }

    /** Numeric features side by side, as they are. */
    record Numbers<R>(NumberReader<R> reader) implements Filler<R> {
        @Override
        public int columns() {
            return reader.columns();
        }

        @Override
        public void fill(R row, double[] into, int from, UnseenCategories unseen) {
            reader.read(row, into, from);
        }

        @Override
        public void fill(R row, float[] into, int from, UnseenCategories unseen) {
            reader.read(row, into, from);
        }
    }

    /** One column. */
    record One<R>(Cell.OfNumber<R> cell) implements Filler<R> {
        @Override
        public int columns() {
            return 1;
        }

        @Override
        public void fill(R row, double[] into, int from, UnseenCategories unseen) {
            into[from] = cell.number(row);
        }

        @Override
        public void fill(R row, float[] into, int from, UnseenCategories unseen) {
            into[from] = (float) cell.number(row);
        }
    }

    /** A column a category of one feature: one look-up, however many there are. */
    final class OneHot<R> implements Filler<R> {
        private final Feature<R> feature;
        private final boolean counting;
        private final Map<String, Integer> places = new HashMap<>();
        private final int columns;

        OneHot(Feature<R> feature, List<String> categories, boolean counting) {
            this.feature = feature;
            this.counting = counting;
            this.columns = categories.size();
            for (int i = 0; i < columns; i++) {
                places.putIfAbsent(categories.get(i), i);
            }
        }

        @Override
        public int counts() {
            return counting ? feature.index() : -1;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public void fill(R row, double[] into, int from, UnseenCategories unseen) {
            Arrays.fill(into, from, from + columns, 0);
            int place = place(row, unseen);
            if (place >= 0) {
                into[from + place] = 1;
            }
        }

        @Override
        public void fill(R row, float[] into, int from, UnseenCategories unseen) {
            Arrays.fill(into, from, from + columns, 0);
            int place = place(row, unseen);
            if (place >= 0) {
                into[from + place] = 1;
            }
        }

        private int place(R row, UnseenCategories unseen) {
            String category = feature.category(row);
            @Nullable Integer place = category == null ? null : places.get(category);
            if (place != null) {
                return place;
            }
            if (counting && category != null) {
                unseen.count(feature.index());
            }
            return -1;
        }
    }

    /** The place of a category in a list. */
    final class Coded<R> implements Filler<R> {
        private final Feature<R> feature;
        private final boolean counting;
        private final Map<String, Integer> places = new HashMap<>();
        private final int other;

        Coded(Feature<R> feature, Encoding.Code code, boolean counting) {
            this.feature = feature;
            this.counting = counting;
            this.other = code.other();
            for (String each : code.categories()) {
                places.put(each, places.size());
            }
        }

        @Override
        public int columns() {
            return 1;
        }

        @Override
        public int counts() {
            return counting ? feature.index() : -1;
        }

        @Override
        public void fill(R row, double[] into, int from, UnseenCategories unseen) {
            into[from] = code(row, unseen);
        }

        @Override
        public void fill(R row, float[] into, int from, UnseenCategories unseen) {
            into[from] = code(row, unseen);
        }

        private int code(R row, UnseenCategories unseen) {
            String category = feature.category(row);
            @Nullable Integer place = category == null ? null : places.get(category);
            if (counting && place == null && category != null) {
                unseen.count(feature.index());
            }
            return place == null ? other : place;
        }
    }

    /** Joins the columns of one-hot encoded features that stand side by side; none for an input of texts. */
    static <R> List<Filler<R>> of(
            Mapping.Input input, Map<String, Feature<R>> features, List<Cell<R>> cells, Predicate<String> counted) {
        List<Filler<R>> fillers = new ArrayList<>();
        int column = 0;
        while (column < cells.size()) {
            List<String> categories = categories(input.columns(), column);
            List<Feature<R>> numbers = numbers(input.columns(), column, features);
            Feature<R> feature = features.get(input.columns().get(column).feature());
            if (!numbers.isEmpty()) {
                fillers.add(new Numbers<>(NumberReader.of(numbers)));
                column += numbers.size();
            } else if (!categories.isEmpty() && feature != null) {
                fillers.add(new OneHot<>(feature, categories, counted.test(feature.name())));
                column += categories.size();
            } else if (feature != null && input.columns().get(column).encoding() instanceof Encoding.Code code) {
                fillers.add(new Coded<>(feature, code, counted.test(feature.name())));
                column++;
            } else if (cells.get(column) instanceof Cell.OfNumber<R> number) {
                fillers.add(new One<>(number));
                column++;
            } else {
                return List.of();
            }
        }
        return List.copyOf(fillers);
    }

    /** The numeric features that begin at a column and are given to the graph as they are, missing values included. */
    private static <R> List<Feature<R>> numbers(
            List<Mapping.Column> columns, int from, Map<String, Feature<R>> features) {
        List<Feature<R>> numbers = new ArrayList<>();
        for (Mapping.Column each : columns.subList(from, columns.size())) {
            Feature<R> feature = features.get(each.feature());
            Optional<Feature<R>> number =
                    feature == null ? Optional.empty() : each.encoding().asItIs(feature);
            if (number.isEmpty()) {
                break;
            }
            numbers.add(number.get());
        }
        return numbers;
    }

    /** The categories of the one-hot encoded feature that begins at a column; each once. */
    private static List<String> categories(List<Mapping.Column> columns, int from) {
        List<String> categories = new ArrayList<>();
        String feature = columns.get(from).feature();
        for (Mapping.Column each : columns.subList(from, columns.size())) {
            if (!each.feature().equals(feature)
                    || !(each.encoding() instanceof Encoding.OneHot one)
                    || categories.contains(one.category())) {
                break;
            }
            categories.add(one.category());
        }
        return categories;
    }
}
