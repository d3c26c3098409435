package io.leeway.onnx;

import io.leeway.model.UnseenCategories;
import io.leeway.onnx.flat.Cell;
import io.leeway.schema.Feature;
import io.leeway.schema.NumberReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** The same filler, which counts nothing. */
    default Filler<R> uncounted() {
        return this;
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
    record OneHot<R>(CategoryPlaces<R> places, int columns) implements Filler<R> {
        @Override
        public int counts() {
            return places.counts();
        }

        @Override
        public Filler<R> uncounted() {
            return new OneHot<>(places.uncounted(), columns);
        }

        @Override
        public void fill(R row, double[] into, int from, UnseenCategories unseen) {
            Arrays.fill(into, from, from + columns, 0);
            int place = places.of(row, unseen);
            if (place >= 0) {
                into[from + place] = 1;
            }
        }

        @Override
        public void fill(R row, float[] into, int from, UnseenCategories unseen) {
            Arrays.fill(into, from, from + columns, 0);
            int place = places.of(row, unseen);
            if (place >= 0) {
                into[from + place] = 1;
            }
        }
    }

    /** The place of a category in a list. */
    record Coded<R>(CategoryPlaces<R> places, int other) implements Filler<R> {
        @Override
        public int columns() {
            return 1;
        }

        @Override
        public int counts() {
            return places.counts();
        }

        @Override
        public Filler<R> uncounted() {
            return new Coded<>(places.uncounted(), other);
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
            int place = places.of(row, unseen);
            return place < 0 ? other : place;
        }
    }

    /** Joins the columns of one-hot encoded features that stand side by side; none for an input of texts. */
    static <R> List<Filler<R>> of(Mapping.Input input, Map<String, Feature<R>> features, List<Cell<R>> cells) {
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
                fillers.add(new OneHot<>(CategoryPlaces.of(feature, categories), categories.size()));
                column += categories.size();
            } else if (feature != null && input.columns().get(column).encoding() instanceof Encoding.Code code) {
                fillers.add(new Coded<>(CategoryPlaces.of(feature, code.categories()), code.other()));
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
