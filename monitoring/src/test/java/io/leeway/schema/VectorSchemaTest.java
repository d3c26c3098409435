package io.leeway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors in the JSON form of schemas, in rows of tables and in MLflow's signatures. */
class VectorSchemaTest {
    record Review(String shop, double stars, float @Nullable [] text, double @Nullable [] picture, boolean returned) {}

    private static final Schema<Review> SCHEMA =
            Schema.of(Review.class).response("returned").vector("text", 768).vector("picture", 2);
    private static final TableSchema TABLE = TableSchema.of(SCHEMA);

    @Test
    void theJsonFormHasTheirLengthAndTheTypeOfTheirNumbers() {
        assertThat(TABLE.toJson()).isEqualTo("""
                {
                  "format": 2,
                  "columns": [
                    {"name": "shop", "type": "categorical"},
                    {"name": "stars", "type": "numeric"},
                    {"name": "text", "role": "none", "dimension": 768, "numbers": "float32"},
                    {"name": "picture", "role": "none", "dimension": 2, "numbers": "float64"},
                    {"name": "returned", "type": "categorical", "role": "response"}
                  ]
                }
                """);
        assertThat(TableSchema.parse(TABLE.toJson())).isEqualTo(TABLE);
        assertThat(TableSchema.parse(TABLE.toJson()).bind().fingerprint()).isEqualTo(SCHEMA.fingerprint());
    }

    @Test
    void aSchemaWithoutVectorsIsWrittenAsBefore() {
        String json = TableSchema.of(SCHEMA.without("text", "picture")).toJson();

        assertThat(json).contains("\"format\": 1").doesNotContain("dimension");
        assertThat(TableSchema.parse(json)).isEqualTo(TableSchema.of(SCHEMA.without("text", "picture")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"v\", \"role\": \"none\", \"dimension\": 0, \"numbers\": \"float32\"}",
                "{\"name\": \"v\", \"role\": \"none\", \"numbers\": \"float32\"}",
                "{\"name\": \"v\", \"role\": \"none\", \"dimension\": 3}",
                "{\"name\": \"v\", \"role\": \"none\", \"dimension\": 3, \"numbers\": \"float16\"}",
                "{\"name\": \"v\", \"role\": \"none\", \"dimension\": 3.5, \"numbers\": \"float32\"}",
                "{\"name\": \"v\", \"type\": \"numeric\", \"dimension\": 3, \"numbers\": \"float32\"}",
                "{\"name\": \"v\", \"role\": \"id\", \"dimension\": 3, \"numbers\": \"float32\"}"
            })
    void whatIsNoVectorIsRefused(String column) {
        assertThatThrownBy(() -> TableSchema.parse("{\"format\": 2, \"columns\": [" + column + "]}"))
                .isInstanceOfAny(SchemaException.class, SchemaFormatException.class);
    }

    @Test
    void aFormatOfTheFutureIsRefused() {
        assertThatThrownBy(() -> TableSchema.parse(TABLE.toJson().replace("\"format\": 2", "\"format\": 3")))
                .isInstanceOf(SchemaFormatException.class)
                .hasMessageContaining("reads formats 1 and 2");
    }

    @Test
    void rowsOfATableHaveVectorsAndALogKeepsThem() {
        TableSchema table = TableSchema.of(SCHEMA.vector("text", 2));
        TableRow row = table.rows()
                .number(1, 4)
                .vector(2, new double[] {0.5, Double.NaN})
                .vector(3, new double[] {0.1, 2})
                .build();
        TableRow without = table.rows().number(1, 3).vector(2, null).build();
        FeedbackLog<TableRow> log = FeedbackLog.inMemory(table.bind());
        log.record(row, 0.5, 1);
        log.record(without, 0.5, 1);

        double[] into = new double[2];
        int rows = 0;
        for (FeedbackEntry<TableRow> entry : log.entries(Instant.parse("2100-01-01T00:00:00Z"))) {
            boolean has = table.bind().vectors().get(0).read(entry.row(), into);
            assertThat(has).isEqualTo(rows == 0);
            assertThat(into)
                    .containsExactly(has ? new double[] {0.5, Double.NaN} : new double[] {Double.NaN, Double.NaN});
            if (table.bind().vectors().get(1).read(entry.row(), into)) {
                assertThat(into).containsExactly(0.1, 2);
            }
            rows++;
        }
        assertThat(rows).isEqualTo(2);
    }

    @Test
    void aVectorThatDoesNotFitItsColumnIsRefused() {
        TableRow.Builder rows = TABLE.rows();

        assertThatThrownBy(() -> rows.vector(3, new double[3]))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("picture (vector of 2) was given 3 numbers");
        assertThatThrownBy(() -> rows.vector(1, new double[1]))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("rows keep no vector");
        double[] text = new double[768];
        text[5] = 0.1;
        assertThatThrownBy(() -> rows.vector(2, text))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("is of float32, and 0.1 is none");
    }

    @Test
    void anotherLengthIsADifferenceThatNoModelMinds() {
        SchemaDiff diff = TABLE.diff(TableSchema.of(SCHEMA.vector("text", 4)));

        assertThat(diff.isCompatible()).isTrue();
        assertThat(diff.changes())
                .singleElement()
                .hasToString(
                        "compatible: text is vector of 4 of float32 and was vector of 768 of float32; vectors are compared with others of their kind only");
    }

    /** MLflow 3.17.2 reads these lines, takes rows by them, and writes them again: {@code monitoring/src/test/python/mlflow_inputs.py}. */
    private static List<String> linesOfMlflow() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/mlflow-inputs.txt"));
    }

    @Test
    void theSignatureForMlflowIsOfTensorsWhereThereIsAVector() throws IOException {
        assertThat(TABLE.toMlflowInputs())
                .isEqualTo(linesOfMlflow().get(0))
                .contains("\"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [-1, 768]}");
    }

    @Test
    void theSignatureForMlflowIsOfColumnsOtherwise() throws IOException {
        assertThat(TableSchema.of(SCHEMA.without("text", "picture")).toMlflowInputs())
                .isEqualTo(linesOfMlflow().get(1));
    }
}
