package io.leeway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.schema.SchemaChange.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaDiffTest {
    private static final TableColumn DISTANCE = TableColumn.numeric("distance");
    private static final TableColumn CARRIER = TableColumn.categorical("carrier");
    private static final TableColumn LATE = TableColumn.categorical("late").as(Role.RESPONSE);
    private static final TableSchema TRAINED = schema(DISTANCE, CARRIER, LATE);

    private static TableSchema schema(TableColumn... columns) {
        return new TableSchema(List.of(columns));
    }

    private static SchemaChange onlyChange(TableSchema served) {
        assertThat(TRAINED.diff(served).changes()).hasSize(1);
        return TRAINED.diff(served).changes().get(0);
    }

    @Test
    void equalSchemasHaveNoDifference() {
        assertThat(TRAINED.diff(TRAINED).changes()).isEmpty();
        assertThat(TRAINED.diff(TRAINED)).hasToString("compatible: the schemas are equal");
    }

    @Test
    void aMissingFeatureIsIncompatible() {
        assertThat(onlyChange(schema(CARRIER, LATE)))
                .isEqualTo(new SchemaChange(
                        "distance", Kind.MISSING, true, "distance (numeric) is missing, and the model reads it"));
    }

    @Test
    void aFeatureOfAnotherTypeIsIncompatible() {
        assertThat(onlyChange(schema(TableColumn.categorical("distance"), CARRIER, LATE)))
                .isEqualTo(new SchemaChange("distance", Kind.TYPE, true, "distance is categorical and was numeric"));
    }

    @Test
    void aFeatureThatIsNoneAnyMoreIsIncompatible() {
        assertThat(onlyChange(schema(DISTANCE.as(Role.NONE), CARRIER, LATE)))
                .isEqualTo(new SchemaChange(
                        "distance", Kind.ROLE, true, "distance is left out and was a feature: the model reads it"));
    }

    @Test
    void anAddedColumnIsCompatible() {
        SchemaChange change = onlyChange(schema(DISTANCE, CARRIER, LATE, TableColumn.numeric("hour")));

        assertThat(change.kind()).isEqualTo(Kind.ADDED);
        assertThat(change.breaking()).isFalse();
    }

    @Test
    void rowsToPredictNeedNoResponse() {
        SchemaChange change = onlyChange(schema(DISTANCE, CARRIER));

        assertThat(change.kind()).isEqualTo(Kind.MISSING);
        assertThat(change.breaking()).isFalse();
    }

    @Test
    void anotherOrderIsCompatible() {
        assertThat(onlyChange(schema(CARRIER, DISTANCE, LATE)).kind()).isEqualTo(Kind.ORDER);
        assertThat(TRAINED.diff(schema(CARRIER, DISTANCE, LATE)).isCompatible()).isTrue();
    }

    @Test
    void aSensitiveColumnIsCompatible() {
        assertThat(onlyChange(schema(DISTANCE, CARRIER.markedSensitive(), LATE)).kind())
                .isEqualTo(Kind.SENSITIVE);
    }

    @Test
    void aDiffPrintsItsVerdictFirst() {
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.numeric("hour"), LATE, CARRIER));

        assertThat(TRAINED.diff(new TableSchema(columns))).hasToString("""
                        incompatible: 3 differences, 1 breaking
                          incompatible: distance (numeric) is missing, and the model reads it
                          compatible: hour (numeric) was added, which the model does not read
                          compatible: the columns stand in another order; they are read by name""");
    }
}
