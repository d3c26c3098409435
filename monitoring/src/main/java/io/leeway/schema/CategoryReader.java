package io.leeway.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads several categorical features of a row as places in given lists of categories, faster than one after another.
 *
 * <p>It is to categories what {@link NumberReader} is to numbers: the accessors and the look-ups are composed into a few method handles,
 * which the JIT compiles to straight-line code.
 *
 * <p>Immutable and safe for use by several threads. Making one takes some milliseconds; reading allocates nothing.
 *
 * @param <R> the type of a row
 */
public final class CategoryReader<R> {

    /** Stands for a missing value. */
    public static final int MISSING = -1;

    /** Stands for a category that is not in the list. */
    public static final int UNKNOWN = -2;

    private static final MethodHandle PUT;

    static {
        try {
            PUT = MethodHandles.lookup()
                    .findStatic(
                            CategoryReader.class,
                            "put",
                            MethodType.methodType(
                                    void.class,
                                    Function.class,
                                    CategoryTable.class,
                                    int.class,
                                    int[].class,
                                    int.class,
                                    Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MethodHandle[] groups;
    private final int columns;

    /** Reads rows that are {@link RowCells}, if these are. */
    private final @Nullable CellCategories cells;

    private CategoryReader(MethodHandle[] groups, int columns, @Nullable CellCategories cells) {
        this.groups = groups;
        this.columns = columns;
        this.cells = cells;
    }

    /**
     * Returns a reader of features.
     *
     * @param <R> the type of a row
     * @param features categorical features, in the order of the array
     * @param categories the categories of each of them; of equal ones the first counts
     * @return the reader
     * @throws SchemaException if a feature is numeric
     * @throws IllegalArgumentException if there are not as many lists as features
     */
    public static <R> CategoryReader<R> of(List<Feature<R>> features, List<List<String>> categories) {
        if (features.size() != categories.size()) {
            throw new IllegalArgumentException(features.size() + " features have " + categories.size()
                    + " lists of categories: give one list for each feature");
        }
        List<MethodHandle> each = new ArrayList<>();
        List<CategoryTable> tables = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            CategoryTable table = new CategoryTable(Objects.requireNonNull(categories.get(i), "categories"));
            each.add(MethodHandles.insertArguments(PUT, 0, features.get(i).categoryReader(), table, i));
            tables.add(table);
        }
        return new CategoryReader<>(Handles.inGroups(each), features.size(), CellCategories.of(features, tables));
    }

    // Called by its handle only.
    @SuppressWarnings("UnusedMethod")
    private static void put(
            Function<Object, @Nullable String> reader,
            CategoryTable table,
            int column,
            int[] into,
            int from,
            Object row) {
        into[from + column] = table.place(reader.apply(row));
    }

    /**
     * Returns how many categories are read.
     *
     * @return the number of features
     */
    public int columns() {
        return columns;
    }

    /**
     * Reads the features of a row.
     *
     * @param row the row
     * @param into receives the place of each category in its list, {@link #MISSING} or {@link #UNKNOWN}
     * @param from the place of the first
     * @throws IndexOutOfBoundsException if the array is too short
     */
    public void read(R row, int[] into, int from) {
        CellCategories values = cells;
        if (values != null && row instanceof RowCells read) {
            values.read(read, into, from);
            return;
        }
        try {
            for (MethodHandle group : groups) {
                group.invokeExact(into, from, (Object) row);
            }
        } catch (Throwable e) {
            throw Handles.<RuntimeException>unchecked(e);
        }
    }

    /**
     * Returns whether the rows are {@link RowCells}, so that {@link #place} reads them.
     *
     * @return false if this reads other rows
     */
    public boolean readsCells() {
        return cells != null;
    }

    /**
     * Reads one feature of a row that is {@link RowCells}, as {@link #read(Object, int[], int)} reads all.
     *
     * @param row the row
     * @param column the index of the feature
     * @return the place of the category in its list, {@link #MISSING} or {@link #UNKNOWN}
     * @throws IllegalStateException if this reads other rows
     */
    public int place(RowCells row, int column) {
        CellCategories values = cells;
        if (values == null) {
            throw new IllegalStateException("this reads no cells");
        }
        return values.place(row, column);
    }

    /**
     * Reads the features of several rows.
     *
     * @param rows the rows
     * @param begin the place of the first row to be read
     * @param end the place behind the last one
     * @param into receives the codes, row by row
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void read(R[] rows, int begin, int end, int[] into) {
        try {
            for (MethodHandle group : groups) {
                int from = 0;
                for (int row = begin; row < end; row++) {
                    group.invokeExact(into, from, (Object) rows[row]);
                    from += columns;
                }
            }
        } catch (Throwable e) {
            throw Handles.<RuntimeException>unchecked(e);
        }
    }
}
