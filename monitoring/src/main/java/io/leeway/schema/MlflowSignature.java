package io.leeway.schema;

import java.util.ArrayList;
import java.util.List;

/** The inputs of a model as MLflow's signatures write them: columns, or tensors where one of them is a vector, since MLflow does not mix them. */
final class MlflowSignature {
    private MlflowSignature() {}

    static String inputs(TableSchema schema) {
        boolean tensors =
                schema.columns().stream().anyMatch(column -> column.vector().isPresent());
        List<String> inputs = new ArrayList<>();
        for (TableColumn column : schema.columns()) {
            if (column.vector().isPresent()) {
                VectorType vector = column.vector().get();
                inputs.add(tensor(column, vector.numbers(), "[-1, " + vector.dimension() + "]"));
            } else if (column.role() == Role.FEATURE) {
                boolean number =
                        column.type().filter(FeatureType.NUMERIC::equals).isPresent();
                inputs.add(tensors ? tensor(column, number ? "float64" : "str", "[-1]") : column(column, number));
            }
        }
        return "[" + String.join(", ", inputs) + "]";
    }

    private static String tensor(TableColumn column, String type, String shape) {
        return "{\"name\": " + TableSchemaJson.string(column.name())
                + ", \"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"" + type + "\", \"shape\": " + shape + "}}";
    }

    /** A feature may be missing, so it is not required. */
    private static String column(TableColumn column, boolean number) {
        return "{\"type\": \"" + (number ? "double" : "string") + "\", \"name\": "
                + TableSchemaJson.string(column.name()) + ", \"required\": false}";
    }
}
