package io.leeway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NumberReaderTest {

    /** A row of every type that is read as a number. */
    record Row(
            double real,
            float single,
            int whole,
            long large,
            @Nullable Double boxed,
            int hour,
            String text) {}

    private static final Schema<Row> SCHEMA = Schema.of(Row.class).categorical("hour");
    private static final Row ROW = new Row(1.5, 2.25f, -3, 1L << 40, null, 17, "a");

    private static List<Feature<Row>> numbers() {
        return SCHEMA.features().stream()
                .filter(each -> each.type() == FeatureType.NUMERIC)
                .toList();
    }

    @Test
    void readsWhatEachFeatureReadsFromTheGivenPlaceOn() {
        NumberReader<Row> reader = NumberReader.of(numbers());
        double[] into = new double[7];

        reader.read(ROW, into, 1);

        assertThat(reader.columns()).isEqualTo(5);
        assertThat(into).containsExactly(0, 1.5, 2.25, -3, 1L << 40, Double.NaN, 0);
    }

    @Test
    void roundsToFloatsAsACastDoes() {
        NumberReader<Row> reader = NumberReader.of(numbers());
        float[] into = new float[5];

        reader.read(new Row[] {new Row(0.1, 0.1f, 16_777_217, Long.MAX_VALUE, 1e300, 0, "a")}, 0, 1, into, 0, 5);

        assertThat(into)
                .containsExactly((float) 0.1, 0.1f, 16_777_217f, (float) Long.MAX_VALUE, Float.POSITIVE_INFINITY);
    }

    @Test
    void readsSeveralRowsAStepApart() {
        NumberReader<Row> reader = NumberReader.of(numbers().subList(0, 2));
        Row[] rows = {ROW, new Row(2.5, 4.5f, 0, 0, null, 0, "b"), new Row(3.5, 5.5f, 0, 0, null, 0, "c")};
        double[] doubles = new double[7];
        float[] floats = new float[7];

        reader.read(rows, 1, 3, doubles, 1, 3);
        reader.read(rows, 1, 3, floats, 1, 3);

        assertThat(doubles).containsExactly(0, 2.5, 4.5, 0, 3.5, 5.5, 0);
        assertThat(floats).containsExactly(0, 2.5f, 4.5f, 0, 3.5f, 5.5f, 0);
    }

    @Test
    void readsMoreFeaturesThanOneHandleHolds() {
        SchemaBuilder<double[]> builder = Schema.builder(double[].class);
        for (int i = 0; i < 50; i++) {
            int place = i;
            builder.numeric("f" + i, row -> row[place]);
        }
        double[] row = new double[50];
        for (int i = 0; i < row.length; i++) {
            row[i] = i * i;
        }
        double[] into = new double[50];

        NumberReader.of(builder.build().features()).read(row, into, 0);

        assertThat(into).isEqualTo(row);
    }

    @Test
    void aNumberThatIsDeclaredCategoricalCanBeReadAsANumberStill() {
        Feature<Row> hour = SCHEMA.feature("hour").asNumber().orElseThrow();
        double[] into = new double[1];

        NumberReader.of(List.of(hour)).read(ROW, into, 0);

        assertThat(into).containsExactly(17);
        assertThat(hour.index()).isEqualTo(SCHEMA.feature("hour").index());
        assertThat(SCHEMA.feature("text").asNumber()).isEmpty();
    }

    @Test
    void aCategoricalFeatureIsRefused() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NumberReader.of(List.of(SCHEMA.feature("text"))))
                .withMessageContaining("text");
    }

    @Test
    void whatAnAccessorThrowsIsThrownOnAndAnArrayTooShortIsNoticed() {
        Schema<Object> failing = Schema.<Object>builder(Object.class)
                .numeric("bad", row -> {
                    throw new IllegalStateException("no number today");
                })
                .build();

        assertThatThrownBy(() -> NumberReader.of(failing.features()).read("row", new double[1], 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no number today");
        assertThatThrownBy(() -> NumberReader.of(numbers()).read(ROW, new double[4], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void noFeaturesAreReadAsNothing() {
        double[] into = {7};

        NumberReader.of(new ArrayList<Feature<Row>>()).read(ROW, into, 0);

        assertThat(into).containsExactly(7);
    }
}
