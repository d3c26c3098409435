package io.leeway.data;

import io.leeway.schema.FeatureType;
import io.leeway.schema.Role;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes rows of a schema without a Java class; the columns that are left out are not read. */
final class TableBinder implements RowBinder<TableRow> {
    private final TableSchema schema;
    private final int[] columns;

    private TableBinder(TableSchema schema, int[] columns) {
        this.schema = schema;
        this.columns = columns;
    }

    static TableBinder of(TableSchema schema) {
        int[] read = IntStream.range(0, schema.columns().size())
                .filter(i -> {
                    TableColumn column = schema.columns().get(i);
                    return column.role() != Role.NONE || column.sensitive();
                })
                .toArray();
        return new TableBinder(schema, read);
    }

    TableSchema schema() {
        return schema;
    }

    @Override
    public List<String> names() {
        return IntStream.of(columns)
                .mapToObj(i -> schema.columns().get(i).name())
                .toList();
    }

    @Override
    public Target<TableRow> target() {
        List<@Nullable Dictionary<String>> dictionaries = new ArrayList<>();
        for (int column : columns) {
            boolean text = schema.columns()
                    .get(column)
                    .type()
                    .filter(FeatureType.CATEGORICAL::equals)
                    .isPresent();
            dictionaries.add(text ? new Dictionary<>(each -> each) : null);
        }
        return new TableTarget(schema, columns, dictionaries);
    }

    private static final class TableTarget implements Target<TableRow> {
        private final TableSchema schema;
        private final int[] columns;
        private final List<@Nullable Dictionary<String>> dictionaries;
        private final TableRow.Builder row;

        TableTarget(TableSchema schema, int[] columns, List<@Nullable Dictionary<String>> dictionaries) {
            this.schema = schema;
            this.columns = columns;
            this.dictionaries = dictionaries;
            this.row = schema.rows();
        }

        @Override
        public void missing(int i) {
            Role role = schema.columns().get(columns[i]).role();
            if (role == Role.ID || role == Role.TIME) {
                row.build();
                String what = role == Role.ID ? "a missing id" : "a missing time";
                throw new CellFormatException(what, "give the column the role \"none\" if rows may lack it");
            }
        }

        @Override
        public void read(int i, Cell cell) {
            int column = columns[i];
            try {
                Dictionary<String> dictionary = dictionaries.get(i);
                switch (schema.columns().get(column).role()) {
                    case TIME -> row.time(Instants.read(cell));
                    case ID -> row.id(Numbers.whole(cell, Long.MIN_VALUE, Long.MAX_VALUE));
                    default -> {
                        if (dictionary == null) {
                            row.number(column, Numbers.real(cell));
                        } else {
                            row.text(column, dictionary.get(cell));
                        }
                    }
                }
            } catch (CellFormatException e) {
                // The builder begins the next row.
                row.build();
                throw e;
            }
        }

        @Override
        public TableRow row() {
            return row.build();
        }
    }
}
