package io.leeway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Role;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaInferenceTest {
    @TempDir
    private Path folder;

    private Path csv(String... lines) throws IOException {
        return Files.write(folder.resolve("table.csv"), List.of(lines));
    }

    @Test
    void numbersTextsTruthsTimesAndEmptyColumnsAreToldApart() throws IOException {
        SchemaInference found = SchemaInference.ofCsv(csv(
                "at,distance,hour,carrier,late,landed,note",
                "2013-01-01T10:00:00Z,1400.5,10,UA,true,2013-01-01T12:00:00+01:00,",
                "2013-01-01T11:00:00Z,,11,AA,False,2013-01-01T12:30:00Z,"));

        assertThat(found.rows()).isEqualTo(2);
        assertThat(found.schema())
                .isEqualTo(new TableSchema(List.of(
                        TableColumn.time("at"),
                        TableColumn.numeric("distance"),
                        TableColumn.numeric("hour"),
                        TableColumn.categorical("carrier"),
                        TableColumn.categorical("late"),
                        new TableColumn("landed", Optional.empty(), Role.NONE, false),
                        new TableColumn("note", Optional.empty(), Role.NONE, false))));
        assertThat(found).hasToString("""
                        at (time): all values are ISO-8601 times
                        distance (numeric): all values are numbers
                        hour (numeric): all values are whole numbers, 2 distinct: declare it categorical if they are codes
                        carrier (categorical): 2 distinct texts
                        late (categorical): all values are true or false
                        landed (left out): all values are times, and another column is the time already
                        note (left out): it has no values""");
    }

    @Test
    void aTextAmongNumbersIsNamedWithItsLine() throws IOException {
        Path file = csv("x,y", "1,1", "2,2", "NA,3");

        SchemaInference found = SchemaInference.ofCsv(file);

        assertThat(found.schema().column("x").type()).contains(FeatureType.CATEGORICAL);
        assertThat(found.notes().get(0))
                .hasToString("x (categorical): 2 of 3 values are numbers, but line 4 has \"NA\": "
                        + "say that it means a missing value if it does");
        assertThat(SchemaInference.ofCsv(file, ',', Set.of("", "NA"), 100)
                        .schema()
                        .column("x"))
                .isEqualTo(TableColumn.numeric("x"));
    }

    @Test
    void textsOfWhichEachIsAnotherOneAreLeftOut() throws IOException {
        String rows = IntStream.range(0, 3_000)
                .mapToObj(i -> "customer-" + i + "," + (i % 3 == 0 ? "red" : "blue"))
                .collect(Collectors.joining("\n", "key,colour\n", "\n"));

        SchemaInference found = SchemaInference.ofCsv(Files.writeString(folder.resolve("keys.csv"), rows));

        assertThat(found.notes().get(0))
                .hasToString(
                        "key (left out): texts, more than 2000 of them distinct: an id or prose rather than categories");
        assertThat(found.schema().column("colour")).isEqualTo(TableColumn.categorical("colour"));
    }

    @Test
    void wholeNumbersThatOnlyRiseAreLeftOut() throws IOException {
        String rows = IntStream.range(0, 50)
                .mapToObj(i -> (1_000 + 3 * i) + "," + (i % 7))
                .collect(Collectors.joining("\n", "id,x\n", "\n"));

        SchemaInference found = SchemaInference.ofCsv(Files.writeString(folder.resolve("ids.csv"), rows));

        assertThat(found.notes().get(0))
                .hasToString("id (left out): whole numbers that only rise: a row number or an id");
        assertThat(found.schema().column("x")).isEqualTo(TableColumn.numeric("x"));
    }

    @Test
    void onlyTheFirstRowsAreLookedAt() throws IOException {
        SchemaInference found = SchemaInference.ofCsv(csv("x", "1", "2", "three"), ',', Set.of(""), 2);

        assertThat(found.rows()).isEqualTo(2);
        assertThat(found.schema().column("x")).isEqualTo(TableColumn.numeric("x"));
    }

    @Test
    void filesWithoutAHeaderRowsOrNamesAreRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SchemaInference.ofCsv(empty))
                .withMessage(empty + ": is empty: its first line should name the columns");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SchemaInference.ofCsv(csv("a,b")))
                .withMessageContaining("has a header and no rows");
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> SchemaInference.ofCsv(csv(",b", "0,1")))
                .withMessageContaining("cell 1 of the header is blank");
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> SchemaInference.ofCsv(csv("a,a", "0,1")))
                .withMessageContaining("names twice: a");
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> SchemaInference.ofCsv(csv("a;b", "0;1")))
                .withMessageContaining("if ';' separates its cells");
    }

    @Test
    void rowsOfASchemaAreProfiled() throws IOException {
        Path file = csv("id,x,c,unused", "1,1.5,a,?", "2,,b,?", "3,2.5,,?");
        TableSchema schema = new TableSchema(List.of(
                TableColumn.categorical("c"),
                TableColumn.numeric("x"),
                TableColumn.numeric("id").as(Role.ID)));

        Profile profile =
                Profiler.of(schema.bind()).addAll(Rows.csv(file, schema)).profile();

        assertThat(profile.rows()).isEqualTo(3);
        assertThat(profile.numeric("x").mean()).isEqualTo(2);
        assertThat(profile.categorical("c").counts()).containsEntry("a", 1L).containsEntry("b", 1L);
        assertThat(profile.categorical("c").missing()).isOne();
    }

    @Test
    void aCellThatIsNoNumberAndAMissingColumnAreRefusedWithTheirPlace() throws IOException {
        Path file = csv("x,c", "1,a", "one,b");
        TableSchema schema = new TableSchema(List.of(TableColumn.numeric("x")));

        assertThatExceptionOfType(RowException.class)
                .isThrownBy(() -> Rows.csv(file, schema).toList())
                .withMessageContaining("line 3, column \"x\", value \"one\": not a number");
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> Rows.csv(file, new TableSchema(List.of(TableColumn.numeric("y"))))
                        .toList())
                .withMessageContaining("the header lacks the column y");
    }

    @Test
    void aRefusedRowLeavesNothingToTheNext() throws IOException {
        Path file = csv("x,id", "1,", "7,nine", ",3");
        TableSchema schema = new TableSchema(
                List.of(TableColumn.numeric("x"), TableColumn.numeric("id").as(Role.ID)));

        List<TableRow> rows =
                Rows.csv(file, schema).onMalformed(Malformed.skip()).toList();

        assertThat(rows).hasSize(1);
        assertThat(schema.bind().feature("x").number(rows.get(0))).isNaN();
        assertThat(schema.bind().id(rows.get(0))).isEqualTo(3);
    }
}
