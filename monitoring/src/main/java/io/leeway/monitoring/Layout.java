package io.leeway.monitoring;

import io.leeway.feedback.RowId;
import io.leeway.schema.CellReader;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.IdType;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which columns a row is taken apart into, and how each is read. */
class Layout<R> {
    final Schema<R> schema;
    final List<Feature<R>> numeric = new ArrayList<>();
    final List<Feature<R>> categorical = new ArrayList<>();
    /** Attributes that rows are grouped by; their values stand behind the categories. */
    final List<Feature<R>> groups;

    final PredictionForm form;

    /** Whether rows have an id of any type. */
    final boolean hasId;

    /** Whether that is a number. */
    final boolean hasNumericId;

    final boolean hasTime;

    Layout(Schema<R> schema) {
        this(schema, new PredictionForm(PredictionForm.Kind.PROBABILITY, List.of()), List.of());
    }

    Layout(Schema<R> schema, PredictionForm form, List<String> groups) {
        this.schema = schema;
        this.form = form;
        this.groups = groups.stream().map(schema::feature).toList();
        for (Feature<R> feature : schema.features()) {
            (feature.type() == FeatureType.NUMERIC ? numeric : categorical).add(feature);
        }
        hasId = schema.idType().isPresent();
        hasNumericId = schema.hasId();
        hasTime = schema.hasTime();
    }

    /** What labels are joined by; only where the schema has an id. */
    long id(R row) {
        return hasNumericId ? schema.id(row) : key(schema.idType().orElseThrow(), schema.textId(row));
    }

    /** The number that stands for an id that is a text: 64 bits of its hash, or of the UUID. */
    static long key(IdType type, String id) {
        return key(type == IdType.UUID ? RowId.of(UUID.fromString(id)) : RowId.of(id));
    }

    static long key(RowId id) {
        return id.number().orElse(id.high() * 0x9E37_79B9_7F4A_7C15L + id.low());
    }

    /** How many codes a row has. */
    int codes() {
        return categorical.size() + groups.size();
    }

    /** Which group a row is in; null if that is not known. */
    private static <R> @Nullable String group(Feature<R> attribute, R row) {
        if (attribute.type() == FeatureType.CATEGORICAL) {
            return attribute.category(row);
        }
        double value = attribute.number(row);
        return Double.isNaN(value) ? null : String.valueOf(value);
    }

    void readGroups(R row, Chunk chunk, int at) {
        CategoryCodes[] dictionaries = chunk.owner().codes;
        int place = at * dictionaries.length + categorical.size();
        for (int i = 0; i < groups.size(); i++) {
            chunk.codes[place++] = dictionaries[categorical.size() + i].code(group(groups.get(i), row));
        }
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
        for (int i = 0; i < categorical.size(); i++) {
            codes[place++] = dictionaries[i].code(categorical.get(i).category(row));
        }
        if (!groups.isEmpty()) {
            readGroups(row, chunk, at);
        }
    }

    /** Takes cells apart, in the way that a schema of them takes rows apart. */
    static final class OfCells extends Layout<RowCells> {
        private final CellReader<?> reader;
        private final int[] numbers;
        private final int[] texts;
        private Known known = new Known(new CategoryCodes[0], new int[0][]);

        /** A code is kept with this added, so that 0, which is what a new array holds, means that it is not known yet. */
        private static final int SHIFT = 2;

        /** Codes by column and the numbers that the reader gives to texts. */
        @SuppressWarnings("ArrayRecordComponent")
        private record Known(CategoryCodes[] dictionaries, int[][] codes) {}

        OfCells(CellReader<?> reader, Layout<?> of) {
            super(
                    reader.schema(),
                    of.form,
                    of.groups.stream().map(Feature::name).toList());
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
            int[][] known = known(dictionaries);
            int[] codes = chunk.codes;
            place = at * dictionaries.length;
            for (int i = 0; i < texts.length; i++) {
                int number = row.code(texts[i]);
                int[] of = known[i];
                int code = number >= 0 && number < of.length ? of[number] : 0;
                codes[place++] = code == 0 ? find(dictionaries[i], row, i, known) : code - SHIFT;
            }
            if (!groups.isEmpty()) {
                readGroups(row, chunk, at);
            }
        }

        private int[][] known(CategoryCodes[] dictionaries) {
            Known now = known;
            if (now.dictionaries != dictionaries) {
                now = new Known(dictionaries, new int[texts.length][64]);
                known = now;
            }
            return now.codes;
        }

        /** Looks a category up, once and not once a row. Threads may fill in the same place at once: they fill in the same. */
        private int find(CategoryCodes dictionary, RowCells row, int column, int[][] known) {
            int code = dictionary.code(row.textOrNull(texts[column]));
            int number = row.code(texts[column]);
            if (number != RowCells.NO_CODE) {
                int[] of = known[column];
                if (number >= of.length) {
                    of = Arrays.copyOf(of, Math.max(2 * of.length, number + 1));
                    known[column] = of;
                }
                of[number] = code + SHIFT;
            }
            return code;
        }
    }
}
