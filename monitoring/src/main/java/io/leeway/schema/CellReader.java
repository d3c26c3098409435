package io.leeway.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads all columns of a row once, for several who need them: {@link #schema} reads the cells as the row's own schema reads the row.
 *
 * <p>The accessors are composed into a few method handles, as in {@link NumberReader}. Texts of categorical features are numbered, so that who
 * looks a category up does so once a category and not once a row.
 *
 * <p>Immutable but for the numbers of texts, and safe for use by several threads. Reading allocates nothing that the row's accessors do not.
 *
 * @param <R> the type of a row
 */
public final class CellReader<R> {
    private static final MethodHandle NUMBER = put("number", ToDoubleFunction.class);
    private static final MethodHandle WHOLE = put("whole", ToLongFunction.class);
    private static final MethodHandle OPTIONAL = put("optional", ToLongFunction.class, ToDoubleFunction.class);
    private static final MethodHandle TEXT = put("text", Function.class);
    private static final MethodHandle VECTOR = put("vector", VectorFeature.class);
    private static final MethodHandle CATEGORY = put("category", Function.class, TextCodes.class);

    /** What {@link Categories} writes of finite numbers. */
    private static final Pattern NUMBER_TEXT = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");

    /** Below this, a {@code double} holds every whole number. */
    private static final double EXACT = 1L << 53;

    private final List<Column<R>> columns;
    private final boolean[] texts;

    /** The numbers of the texts of each cell; null where its texts have none. */
    private final @Nullable TextCodes[] codes;

    private final MethodHandle[] groups;
    private final Schema<RowCells> schema;
    private final int[] cellOfFeature;

    private CellReader(Schema<R> of, Set<Role> read) {
        this.columns =
                of.columns().stream().filter(each -> RowForm.kind(each) != null).toList();
        this.texts = new boolean[columns.size()];
        this.codes = new @Nullable TextCodes[columns.size()];
        List<MethodHandle> each = new ArrayList<>();
        List<Column<RowCells>> cells = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            texts[i] = RowForm.kind(columns.get(i)) == RowForm.Kind.TEXT;
            if (read.contains(columns.get(i).role()) || columns.get(i).sensitive()) {
                codes[i] = addReaders(columns.get(i), i, each);
            }
            addVector(columns.get(i), i, read, each);
            cells.add(cell(columns.get(i), i));
        }
        this.groups = Handles.inGroups(each);
        // Columns that cannot be read have no cell, but belong to the schema's fingerprint.
        List<Column<RowCells>> all = new ArrayList<>();
        for (Column<R> column : of.columns()) {
            int cell = columns.indexOf(column);
            all.add(cell >= 0 ? cells.get(cell) : column.unread());
        }
        this.schema = new Schema<>(RowCells.class, all);
        this.cellOfFeature =
                of.features().stream().mapToInt(feature -> cell(feature.name())).toArray();
    }

    /**
     * Returns the reader of a schema's rows.
     *
     * @param schema the schema
     * @param <R> the type of a row
     * @return the reader
     */
    public static <R> CellReader<R> of(Schema<R> schema) {
        return new CellReader<>(schema, EnumSet.allOf(Role.class));
    }

    /**
     * Returns a reader of what a model and its monitor need: features, sensitive columns, id and time. All other cells are missing.
     *
     * @param schema the schema
     * @param <R> the type of a row
     * @return the reader
     */
    public static <R> CellReader<R> ofFeatures(Schema<R> schema) {
        return new CellReader<>(schema, EnumSet.of(Role.FEATURE, Role.ID, Role.TIME));
    }

    private static MethodHandle put(String name, Class<?>... readers) {
        List<Class<?>> parameters = new ArrayList<>(List.of(readers));
        parameters.addAll(List.of(int.class, RowCells.class, Object.class));
        try {
            return MethodHandles.lookup()
                    .findStatic(CellReader.class, name, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Vectors are neither features nor ids: only those who read all columns read them. */
    private static <R> void addVector(Column<R> column, int cell, Set<Role> read, List<MethodHandle> to) {
        if (column.isVector() && read.contains(Role.NONE)) {
            VectorFeature<R> vector = new VectorFeature<>(column.name(), column.dimension(), column.vector());
            to.add(MethodHandles.insertArguments(VECTOR, 0, vector, cell));
        }
    }

    /** Returns the numbers of the texts that are read; null if they have none. */
    private static <R> @Nullable TextCodes addReaders(Column<R> column, int cell, List<MethodHandle> to) {
        ToLongFunction<? super R> whole = column.longValue();
        ToDoubleFunction<? super R> number = column.number();
        if (whole != null && number != null) {
            to.add(MethodHandles.insertArguments(OPTIONAL, 0, whole, number, cell));
        } else if (whole != null) {
            to.add(MethodHandles.insertArguments(WHOLE, 0, whole, cell));
        } else if (number != null) {
            to.add(MethodHandles.insertArguments(NUMBER, 0, number, cell));
        }
        Function<? super R, @Nullable String> text = column.category();
        boolean few = column.role() == Role.FEATURE || column.role() == Role.RESPONSE;
        if (text != null && few && column.type() == FeatureType.CATEGORICAL) {
            TextCodes numbered = new TextCodes();
            to.add(MethodHandles.insertArguments(CATEGORY, 0, text, numbered, cell));
            return numbered;
        } else if (text != null && (column.type() == FeatureType.CATEGORICAL || whole == null && number == null)) {
            to.add(MethodHandles.insertArguments(TEXT, 0, text, cell));
        }
        return null;
    }

    // The following are called by their handles only.

    @SuppressWarnings("UnusedMethod")
    private static void number(ToDoubleFunction<Object> reader, int cell, RowCells into, Object row) {
        into.numbers[cell] = reader.applyAsDouble(row);
    }

    @SuppressWarnings("UnusedMethod")
    private static void whole(ToLongFunction<Object> reader, int cell, RowCells into, Object row) {
        long value = reader.applyAsLong(row);
        into.wholes[cell] = value;
        into.numbers[cell] = value;
    }

    /** A box or an instant may be null, which only the reader of numbers can tell. */
    @SuppressWarnings("UnusedMethod")
    private static void optional(
            ToLongFunction<Object> reader, ToDoubleFunction<Object> number, int cell, RowCells into, Object row) {
        double known = number.applyAsDouble(row);
        into.numbers[cell] = known;
        // So small a number is exact: the row need not be asked again.
        into.wholes[cell] = Math.abs(known) < EXACT ? (long) known : Double.isNaN(known) ? 0 : reader.applyAsLong(row);
    }

    @SuppressWarnings("UnusedMethod")
    private static void text(Function<Object, @Nullable String> reader, int cell, RowCells into, Object row) {
        into.texts[cell] = reader.apply(row);
    }

    @SuppressWarnings("UnusedMethod")
    private static void vector(VectorFeature<Object> reader, int cell, RowCells into, Object row) {
        int bytes = reader.bytes(row, into.vectors[cell]);
        into.bytes[cell] = bytes;
        into.numbers[cell] = bytes == 0 ? Double.NaN : 0;
    }

    @SuppressWarnings("UnusedMethod")
    private static void category(
            Function<Object, @Nullable String> reader, TextCodes codes, int cell, RowCells into, Object row) {
        String text = reader.apply(row);
        int code = codes.code(text);
        into.codes[cell] = code;
        // A reference costs the collector's barrier, and a code says the same.
        if (code == RowCells.NO_CODE) {
            into.texts[cell] = text;
        }
    }

    private static <R> Column<RowCells> cell(Column<R> of, int cell) {
        String name = of.name();
        if (of.isVector()) {
            Function<RowCells, @Nullable Object> vector = cells -> cells.missing(cell) ? null : cells.vectors[cell];
            return Column.ofArrays(name, of.typeName(), vector, of.role(), of.dimension());
        }
        boolean category = of.type() == FeatureType.CATEGORICAL || of.number() == null && of.longValue() == null;
        ToLongFunction<RowCells> whole = cells -> {
            if (Double.isNaN(cells.numbers[cell])) {
                Accessors.required(name, null);
            }
            return cells.wholes[cell];
        };
        return new Column<>(
                name,
                of.typeName(),
                of.type(),
                of.number() == null ? null : new CellNumber(cell),
                category && of.category() != null ? new CellText(cell) : null,
                of.longValue() == null ? null : whole,
                of.timeLike(),
                of.idLike(),
                of.role(),
                of.sensitive());
    }

    /** Reads a number of a cell; known by its class to those who read many cells in a loop. */
    record CellNumber(int cell) implements ToDoubleFunction<RowCells> {
        @Override
        public double applyAsDouble(RowCells cells) {
            return cells.numbers[cell];
        }
    }

    /** Reads a text of a cell. */
    record CellText(int cell) implements Function<RowCells, @Nullable String> {
        @Override
        public @Nullable String apply(RowCells cells) {
            return cells.textOrNull(cell);
        }
    }

    /**
     * Makes cells without values.
     *
     * @return cells, for one thread at a time
     */
    public RowCells cells() {
        RowCells cells = new RowCells(this, texts.length);
        for (int i = 0; i < texts.length; i++) {
            cells.vectors[i] = new double[columns.get(i).dimension()];
        }
        return cells;
    }

    /**
     * Reads a row.
     *
     * @param row the row
     * @param into receives all values
     */
    public void read(R row, RowCells into) {
        try {
            for (MethodHandle group : groups) {
                group.invokeExact(into, (Object) row);
            }
        } catch (Throwable e) {
            throw Handles.<RuntimeException>unchecked(e);
        }
    }

    /**
     * Sets the value of a numeric feature, for rows that never were: what would be predicted if it were another one.
     *
     * @param into cells of this reader
     * @param feature the feature's index
     * @param value the value; {@code NaN} is missing
     */
    public void put(RowCells into, int feature, double value) {
        int cell = cellOfFeature[feature];
        into.numbers[cell] = value;
        into.wholes[cell] = (long) value;
    }

    /**
     * Sets the value of a categorical feature.
     *
     * @param into cells of this reader
     * @param feature the feature's index
     * @param value the category; {@code null} is missing. Where the column has numbers, such as an hour of the day, it is read as one
     */
    public void put(RowCells into, int feature, @Nullable String value) {
        int cell = cellOfFeature[feature];
        into.texts[cell] = value;
        TextCodes numbered = codes[cell];
        into.codes[cell] = numbered == null ? RowCells.NO_CODE : numbered.code(value);
        if (columns.get(cell).number() != null) {
            put(
                    into,
                    feature,
                    value == null || !NUMBER_TEXT.matcher(value).matches() ? Double.NaN : Double.parseDouble(value));
        }
    }

    /**
     * Returns the schema that reads cells as the rows' own schema reads rows.
     *
     * @return a schema with the same columns and the same fingerprint
     */
    public Schema<RowCells> schema() {
        return schema;
    }

    /**
     * Returns the cell of a feature.
     *
     * @param feature the feature's index
     * @return the index of the cell
     */
    public int cellOf(int feature) {
        return cellOfFeature[feature];
    }

    private int cell(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new SchemaException(name, "column \"" + name + "\" cannot be read");
    }

    /** The text that a code of a cell stands for. */
    String text(int cell, int code) {
        return Objects.requireNonNull(codes[cell]).text(code);
    }

    boolean isText(int cell) {
        return texts[cell];
    }

    @Override
    public String toString() {
        return "CellReader of " + schema;
    }
}
