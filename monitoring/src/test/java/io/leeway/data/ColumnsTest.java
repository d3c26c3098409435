package io.leeway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileException;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Role;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnsTest {
    private static final TableSchema SCHEMA = new TableSchema(List.of(
            TableColumn.numeric("price"),
            TableColumn.categorical("shop"),
            TableColumn.numeric("weight"),
            TableColumn.categorical("sold").as(Role.RESPONSE)));

    @TempDir
    Path folder;

    private Path file(int rows) throws IOException {
        Random random = new Random(rows);
        StringBuilder text = new StringBuilder("at,shop,price,weight,sold,note\n");
        for (int i = 0; i < rows; i++) {
            text.append("2013-01-01T10:15:00Z,")
                    .append(random.nextInt(10) == 0 ? "" : "shop " + random.nextInt(300))
                    .append(',')
                    .append(random.nextInt(10) == 0 ? "NA" : random.nextGaussian())
                    .append(',')
                    .append(random.nextInt(50))
                    .append(random.nextBoolean() ? ",yes," : ",no,")
                    .append("\"a, note\"\n");
        }
        return Files.writeString(folder.resolve("sales.csv"), text);
    }

    @Test
    void columnsOfAFileGiveTheProfileOfItsRows() throws IOException {
        CsvRows<TableRow> rows =
                Rows.csv(file(2 * Columns.ROWS_AT_A_TIME + 100), SCHEMA).missing("", "NA");
        Profile expected = Profiler.withResponse(SCHEMA.bind()).addAll(rows).profile();
        Profiler<TableRow> inParts = Profiler.withResponse(SCHEMA.bind());
        List<Integer> parts = new ArrayList<>();
        Columns.forEach(rows, part -> {
            parts.add(part.rows());
            inParts.addColumns(part);
        });

        assertThat(parts).containsExactly(Columns.ROWS_AT_A_TIME, Columns.ROWS_AT_A_TIME, 100);
        assertThat(inParts.profile()).isEqualTo(expected);
        Columns whole = Columns.read(rows);
        assertThat(whole.names()).containsExactly("price", "shop", "weight", "sold");
        assertThat(Profiler.withResponse(SCHEMA.bind()).addColumns(whole).profile())
                .isEqualTo(expected);
        assertThat(Profile.of(whole)).isEqualTo(expected);
    }

    @Test
    void rowsAndColumnsMayBeAddedInTurn() throws IOException {
        CsvRows<TableRow> rows = Rows.csv(file(300), SCHEMA).missing("", "NA");
        Profiler<TableRow> profiler = Profiler.of(SCHEMA.bind()).addAll(rows);
        profiler.addColumns(Columns.read(rows)).addAll(rows);

        Profile once = Profiler.of(SCHEMA.bind()).addAll(rows).profile();
        assertThat(profiler.profile()).isEqualTo(once.merge(once).merge(once));
    }

    @Test
    void aRowThatIsRefusedLeavesNothingInAnyColumn() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.csv"), "at,shop,price,weight,sold\n0,a,1,1,yes\n0,b,2,heavy,no\n0,c,,3,\n");
        CsvRows<TableRow> rows = Rows.csv(file, SCHEMA).onMalformed(Malformed.skip());

        Columns columns = Columns.read(rows);
        assertThat(columns.numbers("price")).containsExactly(1, Double.NaN);
        assertThat(columns.numbers("weight")).containsExactly(1, 3);
        assertThat(columns.codes("sold")).containsExactly(0, -1);
        assertThat(Arrays.stream(columns.codes("shop")).mapToObj(columns.categories("shop")::get))
                .containsExactly("a", "c");
        assertThat(rows.report().malformed()).isEqualTo(1);
        assertThatThrownBy(() -> Columns.read(Rows.csv(file, SCHEMA)))
                .isInstanceOf(RowException.class)
                .hasMessageContaining("weight");
    }

    @Test
    void columnsAreComparedAsTheirSamplesAre() {
        double[] before = new Random(1).doubles(2_000).toArray();
        double[] now = new Random(2).doubles(1_000, 0.1, 1.1).toArray();
        List<String> shops = IntStream.range(0, 2_000)
                .mapToObj(i -> i % 3 == 0 ? null : "shop " + i % 7)
                .toList();
        Columns reference =
                Columns.builder().numbers("x", before).categories("shop", shops).build();
        Columns current = Columns.builder()
                .categories("shop", shops.subList(0, 1_000))
                .numbers("x", now)
                .build();
        DriftDetector detector = DriftDetector.of(DriftTests.ks(), DriftTests.psi());

        assertThat(detector.compare(reference, current).features().get(0))
                .isEqualTo(detector.compare(Map.of("x", Sample.of(before)), Map.of("x", Sample.of(now)))
                        .features()
                        .get(0));
        assertThat(detector.compare(reference, current).features().get(1))
                .isEqualTo(detector.compare(Profile.of(reference), Profile.of(current))
                        .features()
                        .get(1));
    }

    @Test
    void columnsThatCannotBeAreRefused() {
        Columns.Builder builder = Columns.builder().numbers("x", 1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.numbers("y", 1))
                .withMessage("columns are about the same rows, but \"x\" has 2 and \"y\" 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.numbers("x", 1, 2))
                .withMessageContaining("names must be unique");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.codes("y", new int[] {0, 1}, List.of("a")))
                .withMessage("column \"y\" has the code 1, but only 1 categories");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().codes("x"))
                .withMessage("column \"x\" is numeric: use numbers(\"x\")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().numbers("xx"))
                .withMessageStartingWith("no column \"xx\"");
        assertThatThrownBy(() -> Profiler.of(SCHEMA.bind()).addColumns(builder.build()))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("price");
    }
}
