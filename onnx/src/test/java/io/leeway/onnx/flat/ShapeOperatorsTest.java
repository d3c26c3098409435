package io.leeway.onnx.flat;

import static io.leeway.onnx.flat.GraphBuilder.FLOAT;
import static io.leeway.onnx.flat.GraphBuilder.INT64;
import static io.leeway.onnx.flat.GraphBuilder.integer;
import static io.leeway.onnx.flat.GraphBuilder.integers;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators that rearrange columns, compared with ONNX Runtime on made-up rows. */
class ShapeOperatorsTest {

    @Test
    void columnsOfSeveralInputsAreJoined() throws NotCompilableException {
        OnRuntime.requireSame(new GraphBuilder()
                .input("b", FLOAT, 2)
                .input("a", FLOAT, 1)
                .node("Concat", List.of("a", "b"), List.of("y"), integer("axis", 1))
                .build("y"));
        OnRuntime.requireSame(new GraphBuilder()
                .input("b", INT64, 2)
                .input("a", INT64, 1)
                .node("ml:FeatureVectorizer", List.of("a", "b"), List.of("y"), integers("inputdimensions", 1, 2))
                .build("y"));
    }

    @ParameterizedTest
    @CsvSource({"-1,3", "0,3", "0,-1", "-1,0"})
    void reshapingThatKeepsRowsIsFollowed(long rows, long columns) throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(3)
                .constant("shape", integers(rows, columns))
                .node("Reshape", List.of("x", "shape"), List.of("y"))
                .build("y"));
    }

    @Test
    void reshapingThatMixesRowsIsRefused() {
        OnRuntime.requireRefused(
                GraphBuilder.numbers(3)
                        .constant("shape", integers(-1, 1))
                        .node("Reshape", List.of("x", "shape"), List.of("y"))
                        .build("y"),
                "Reshape mixes rows");
    }

    @Test
    void dimensionsComeAndGo() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(1)
                .constant("axes", integers(1))
                .node("Squeeze", List.of("x", "axes"), List.of("flat"))
                .node("Unsqueeze", List.of("flat", "axes"), List.of("column"))
                .node("Flatten", "column", "y")
                .build("y"));
        OnRuntime.requireSame(GraphBuilder.numbers(1)
                .opsets(11, 1)
                .node("Squeeze", "x", "y", integers("axes", 1))
                .build("y"));
    }

    @Test
    void columnsAreSelected() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(4)
                .constant("some", integers(3, 0, -2))
                .node("Gather", List.of("x", "some"), List.of("y"), integer("axis", 1))
                .build("y"));
        OnRuntime.requireSame(GraphBuilder.numbers(4)
                .constant("some", integers(3, 0))
                .node("ml:ArrayFeatureExtractor", List.of("x", "some"), List.of("y"))
                .build("y"));
        OnRuntime.requireSame(GraphBuilder.numbers(4)
                .constant("from", integers(1))
                .constant("to", integers(-1))
                .constant("axis", integers(1))
                .node("Slice", List.of("x", "from", "to", "axis"), List.of("y"))
                .build("y"));
        OnRuntime.requireSame(GraphBuilder.numbers(4)
                .constant("sizes", integers(1, 3))
                .node("Split", List.of("x", "sizes"), List.of("rest", "y"), integer("axis", 1))
                .build("y"));
    }

    @Test
    void aColumnThatIsNotThereIsRefused() {
        OnRuntime.requireRefused(
                GraphBuilder.numbers(4)
                        .constant("some", integers(4))
                        .node("ml:ArrayFeatureExtractor", List.of("x", "some"), List.of("y"))
                        .build("y"),
                "takes column 4 of 4");
    }
}
