package io.leeway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSchemaTest {
    record Flight(long id, Instant scheduled, String carrier, double distance, int hour, boolean late) {}

    private static final TableSchema FLIGHTS = new TableSchema(List.of(
            TableColumn.time("scheduled"),
            TableColumn.numeric("id").as(Role.ID),
            TableColumn.numeric("distance"),
            TableColumn.categorical("carrier").markedSensitive(),
            TableColumn.categorical("late").as(Role.RESPONSE)));

    @Test
    void aSchemaIsWrittenAsAColumnALine() {
        assertThat(FLIGHTS.toJson()).isEqualTo("""
                {
                  "format": 1,
                  "columns": [
                    {"name": "scheduled", "role": "time"},
                    {"name": "id", "type": "numeric", "role": "id"},
                    {"name": "distance", "type": "numeric"},
                    {"name": "carrier", "type": "categorical", "sensitive": true},
                    {"name": "late", "type": "categorical", "role": "response"}
                  ]
                }
                """);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(TableSchema.parse(FLIGHTS.toJson())).isEqualTo(FLIGHTS);
    }

    @Test
    void namesOfAnyCharactersAreReadAgain() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            String name = "n"
                    + random.ints(1 + random.nextInt(8), 0, 0xD800)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
            TableSchema schema = new TableSchema(List.of(TableColumn.numeric(name)));
            assertThat(TableSchema.parse(schema.toJson()))
                    .as("seed 7, draw %d", i)
                    .isEqualTo(schema);
        }
    }

    @Test
    void aSchemaOfARecordIsDescribedWithTheSameFingerprint() {
        Schema<Flight> schema = Schema.of(Flight.class)
                .id("id")
                .time("scheduled")
                .response("late")
                .categorical("hour");

        TableSchema table = TableSchema.of(schema);

        assertThat(table.bind().fingerprint()).isEqualTo(schema.fingerprint());
        assertThat(TableSchema.parse(table.toJson()).bind().fingerprint()).isEqualTo(schema.fingerprint());
    }

    @Test
    void rowsAreReadThroughTheBoundSchema() {
        Schema<TableRow> schema = FLIGHTS.bind();
        TableRow.Builder rows = FLIGHTS.rows();
        Instant noon = Instant.parse("2013-01-01T12:00:00Z");

        TableRow row = rows.time(noon)
                .id(7)
                .number(2, 1_400)
                .text(3, "UA")
                .text(4, "true")
                .build();
        TableRow next = rows.build();

        assertThat(schema.time(row)).isEqualTo(noon);
        assertThat(schema.id(row)).isEqualTo(7);
        assertThat(schema.feature("distance").number(row)).isEqualTo(1_400);
        assertThat(schema.feature("carrier").category(row)).isEqualTo("UA");
        assertThat(schema.response().orElseThrow().category(row)).isEqualTo("true");
        assertThat(schema.feature("distance").number(next)).isNaN();
        assertThat(schema.feature("carrier").category(next)).isNull();
    }

    @Test
    void aValueThatRowsDoNotKeepIsRefused() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> FLIGHTS.rows().number(3, 1))
                .withMessage("rows keep no number of column carrier (categorical, sensitive)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"columns\": [{\"name\": \"a\", \"typ\": \"numeric\"}]}|unknown field \"typ\": did you mean \"type\"?",
                "{\"columns\": [{\"name\": \"a\", \"type\": \"number\"}]}|\"number\" is none of \"numeric\", \"categorical\"",
                "{\"format\": 3, \"columns\": []}|format 3 is not known",
                "{\"format\": 1}|the schema has no \"columns\"",
                "{\"columns\": [{\"type\": \"numeric\"}]}|a column has no \"name\"",
                "{\"columns\": [|expected '{' here, but the text ends",
                "{\"columns\": []} x|expected the end of the text here, found 'x'",
                "{\"columns\": [], \"columns\": []}|field \"columns\" stands twice",
                "{\"columns\": [{\"name\": \"a|a text never ends",
                "[]|expected '{' here, found '['",
            })
    void whatIsNoSchemaIsRefusedWithItsPlace(String json, String problem) {
        assertThatExceptionOfType(SchemaFormatException.class)
                .isThrownBy(() -> TableSchema.parse(json))
                .withMessageStartingWith("line 1, column ")
                .withMessageContaining(problem);
    }

    @Test
    void everyPrefixOfASchemaIsRefused() {
        String json = FLIGHTS.toJson().strip();
        for (int end = 0; end < json.length(); end++) {
            String prefix = json.substring(0, end);
            assertThatExceptionOfType(SchemaFormatException.class).isThrownBy(() -> TableSchema.parse(prefix));
        }
    }

    @Test
    void invalidSchemasAreRefused() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> new TableSchema(List.of()))
                .withMessage("a schema needs a column");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> new TableSchema(List.of(TableColumn.numeric("a"), TableColumn.categorical("a"))))
                .withMessageContaining("declared twice");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> FLIGHTS.with(TableColumn.numeric("distance").as(Role.RESPONSE)))
                .withMessage("\"late\" cannot be the response: the schema has one already");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> FLIGHTS.column("distnce"))
                .withMessageContaining("did you mean \"distance\"?");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> TableColumn.categorical("a").as(Role.ID))
                .withMessageContaining("ids are whole numbers");
    }

    @Test
    void featuresOnlyNeedsNoOtherColumn() {
        assertThat(FLIGHTS.featuresOnly().bind().features())
                .extracting(Feature::name)
                .containsExactly("distance", "carrier");
        assertThat(FLIGHTS.featuresOnly().bind().hasResponse()).isFalse();
    }
}
