package io.leeway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CategoryReaderTest {

    /** A row with categories of several types. */
    record Row(@Nullable String carrier, boolean late, int hour, double distance) {}

    private static final Schema<Row> SCHEMA = Schema.of(Row.class).categorical("hour");

    private static CategoryReader<Row> reader() {
        return CategoryReader.of(
                List.of(SCHEMA.feature("carrier"), SCHEMA.feature("late"), SCHEMA.feature("hour")),
                List.of(List.of("AA", "B6", "UA"), List.of("false", "true"), List.of("5", "17")));
    }

    @Test
    void readsThePlaceOfEachCategoryInItsList() {
        int[] into = new int[5];

        reader().read(new Row("UA", true, 17, 1), into, 1);

        assertThat(reader().columns()).isEqualTo(3);
        assertThat(into).containsExactly(0, 2, 1, 1, 0);
    }

    @Test
    void tellsAMissingValueFromAnUnknownCategory() {
        int[] into = new int[3];

        reader().read(new Row(null, false, 6, 1), into, 0);

        assertThat(into).containsExactly(CategoryReader.MISSING, 0, CategoryReader.UNKNOWN);
    }

    @Test
    void readsSeveralRowsOneAfterTheOther() {
        Row[] rows = {new Row("AA", true, 5, 1), new Row("B6", false, 17, 1), new Row("XX", true, 5, 1)};
        int[] into = new int[6];

        reader().read(rows, 1, 3, into);

        assertThat(into).containsExactly(1, 0, 1, CategoryReader.UNKNOWN, 1, 0);
    }

    @Property(tries = 300)
    void findsEachTextWhereTheListHasItFirst(@ForAll @Size(max = 60) List<String> categories, @ForAll String other) {
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < categories.size(); i++) {
            expected.putIfAbsent(categories.get(i), i);
        }
        CategoryTable table = new CategoryTable(categories);

        expected.forEach((text, place) -> assertThat(table.place(text)).isEqualTo(place));
        assertThat(table.place(other)).isEqualTo(expected.getOrDefault(other, CategoryReader.UNKNOWN));
    }

    @Test
    void textsOfOneHashAreToldApart() {
        // "Aa" and "BB" have the same hash code.
        CategoryTable table = new CategoryTable(List.of("AaAa", "BBBB", "AaBB"));

        assertThat(List.of("AaAa", "BBBB", "AaBB", "BBAa").stream().map(table::place))
                .containsExactly(0, 1, 2, CategoryReader.UNKNOWN);
    }

    @Test
    void readsMoreFeaturesThanOneHandleHolds() {
        SchemaBuilder<String[]> builder = Schema.builder(String[].class);
        List<List<String>> categories = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int place = i;
            builder.categorical("f" + i, row -> row[place]);
            categories.add(List.of("a", "b" + i));
        }
        String[] row = new String[40];
        int[] expected = new int[40];
        for (int i = 0; i < row.length; i++) {
            row[i] = i % 3 == 0 ? "a" : i % 3 == 1 ? "b" + i : "c";
            expected[i] = i % 3 == 0 ? 0 : i % 3 == 1 ? 1 : CategoryReader.UNKNOWN;
        }
        int[] into = new int[40];

        CategoryReader.of(builder.build().features(), categories).read(row, into, 0);

        assertThat(into).isEqualTo(expected);
    }

    @Test
    void aNumericFeatureIsRefused() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> CategoryReader.of(List.of(SCHEMA.feature("distance")), List.of(List.of())))
                .withMessageContaining("distance");
    }

    @Test
    void featuresWithoutAListAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryReader.of(List.of(SCHEMA.feature("carrier")), List.of()))
                .withMessage("1 features have 0 lists of categories: give one list for each feature");
    }

    @Test
    void whatAnAccessorThrowsIsThrownOnAndAnArrayTooShortIsNoticed() {
        Schema<Object> failing = Schema.<Object>builder(Object.class)
                .categorical("bad", row -> {
                    throw new IllegalStateException("no category today");
                })
                .build();
        CategoryReader<Object> bad = CategoryReader.of(failing.features(), List.of(List.of("a")));

        assertThatThrownBy(() -> bad.read("row", new int[1], 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no category today");
        assertThatThrownBy(() -> reader().read(new Row("AA", true, 5, 1), new int[2], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
