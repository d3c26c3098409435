package io.leeway.data;

import io.leeway.schema.FeatureType;
import io.leeway.schema.Role;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableSchema;
import java.util.Arrays;
import java.util.List;

/** Takes the cells of a file into columns, in one iteration; instead of a row it gives itself. */
final class ColumnsTarget implements RowBinder<ColumnsTarget>, RowBinder.Target<ColumnsTarget> {
    private static final int START = 1_024;
    private static final double[] NO_NUMBERS = {};
    private static final int[] NO_CODES = {};

    private final List<TableColumn> columns;
    private final boolean[] numeric;
    private final double[][] numbers;
    private final int[][] codes;
    private final CodeDictionary[] dictionaries;
    private int capacity;
    private int rows;

    private ColumnsTarget(List<TableColumn> columns) {
        this.columns = columns;
        numeric = new boolean[columns.size()];
        numbers = new double[columns.size()][];
        codes = new int[columns.size()][];
        dictionaries = new CodeDictionary[columns.size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] =
                    columns.get(i).type().filter(FeatureType.NUMERIC::equals).isPresent();
        }
        begin(START);
    }

    /** Takes the columns of a schema that have values, without id and time. */
    static ColumnsTarget of(TableSchema schema) {
        return new ColumnsTarget(schema.columns().stream()
                .filter(each -> each.type().isPresent()
                        && (each.sensitive() || each.role() == Role.FEATURE || each.role() == Role.RESPONSE))
                .toList());
    }

    @Override
    public List<String> names() {
        return columns.stream().map(TableColumn::name).toList();
    }

    @Override
    public ColumnsTarget target() {
        return this;
    }

    private void begin(int room) {
        capacity = room;
        rows = 0;
        for (int i = 0; i < numeric.length; i++) {
            numbers[i] = numeric[i] ? new double[room] : NO_NUMBERS;
            codes[i] = numeric[i] ? NO_CODES : new int[room];
            dictionaries[i] = new CodeDictionary();
        }
    }

    @Override
    public void missing(int column) {
        if (numeric[column]) {
            numbers[column][rows] = Double.NaN;
        } else {
            codes[column][rows] = -1;
        }
    }

    @Override
    public void read(int column, Cell cell) {
        if (numeric[column]) {
            numbers[column][rows] = Numbers.real(cell);
        } else {
            codes[column][rows] = dictionaries[column].code(cell);
        }
    }

    /** Keeps the row whose cells were taken; those of a row that is refused are overwritten by the next. */
    @Override
    public ColumnsTarget row() {
        if (++rows == capacity) {
            capacity *= 2;
            for (int i = 0; i < numeric.length; i++) {
                numbers[i] = numeric[i] ? Arrays.copyOf(numbers[i], capacity) : NO_NUMBERS;
                codes[i] = numeric[i] ? NO_CODES : Arrays.copyOf(codes[i], capacity);
            }
        }
        return this;
    }

    /** The rows since the last that were taken. */
    int rows() {
        return rows;
    }

    /** Gives the columns of these rows, and begins new ones. */
    Columns take() {
        Columns.Builder taken = Columns.builder();
        for (int i = 0; i < numeric.length; i++) {
            if (numeric[i]) {
                taken.numbers(columns.get(i).name(), Arrays.copyOf(numbers[i], rows));
            } else {
                taken.codes(columns.get(i).name(), Arrays.copyOf(codes[i], rows), dictionaries[i].texts());
            }
        }
        begin(Math.min(capacity, 2 * rows));
        return taken.build();
    }
}
