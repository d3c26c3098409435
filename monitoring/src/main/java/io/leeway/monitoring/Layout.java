package io.leeway.monitoring;

import io.leeway.schema.CellReader;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Which columns a row is taken apart into, and how each is read. */
class Layout<R> {
    final Schema<R> schema;
    final List<Feature<R>> numeric = new ArrayList<>();
    final List<Feature<R>> categorical = new ArrayList<>();
    final boolean hasId;
    final boolean hasTime;

    Layout(Schema<R> schema) {
        this.schema = schema;
        for (Feature<R> feature : schema.features()) {
            (feature.type() == FeatureType.NUMERIC ? numeric : categorical).add(feature);
        }
        hasId = schema.hasId();
        hasTime = schema.hasTime();
    }

    /** What labels are joined by; only where the schema has an id. */
    long id(R row) {
        return schema.id(row);
    }

    /** Takes a row apart. */
    void read(R row, Chunk chunk, int at) {
        double[] numbers = chunk.numbers;
        int place = at * numeric.size();
        for (int i = 0; i < numeric.size(); i++) {
            numbers[place++] = numeric.get(i).number(row);
        }
        CategoryCodes[] dictionaries = chunk.owner().codes;
        int[] codes = chunk.codes;
        place = at * dictionaries.length;
        for (int i = 0; i < dictionaries.length; i++) {
            codes[place++] = dictionaries[i].code(categorical.get(i).category(row));
        }
    }

    /** Takes cells apart, in the way that a schema of them takes rows apart. */
    static final class OfCells extends Layout<RowCells> {
        private final CellReader<?> reader;
        private final int[] numbers;
        private final int[] texts;

        OfCells(CellReader<?> reader) {
            super(reader.schema());
            this.reader = reader;
            this.numbers = cells(numeric);
            this.texts = cells(categorical);
        }

        private int[] cells(List<Feature<RowCells>> features) {
            return features.stream()
                    .mapToInt(each -> reader.cellOf(each.index()))
                    .toArray();
        }

        @Override
        void read(RowCells row, Chunk chunk, int at) {
            double[] values = chunk.numbers;
            int place = at * numbers.length;
            for (int cell : numbers) {
                values[place++] = row.number(cell);
            }
            CategoryCodes[] dictionaries = chunk.owner().codes;
            int[] codes = chunk.codes;
            place = at * texts.length;
            for (int i = 0; i < texts.length; i++) {
                codes[place++] = dictionaries[i].code(row, texts[i]);
            }
        }
    }
}
