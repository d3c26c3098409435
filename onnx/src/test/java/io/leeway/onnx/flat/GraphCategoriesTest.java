package io.leeway.onnx.flat;

import static io.leeway.onnx.flat.GraphBuilder.TEXT;
import static io.leeway.onnx.flat.GraphBuilder.integer;
import static io.leeway.onnx.flat.GraphBuilder.integers;
import static io.leeway.onnx.flat.GraphBuilder.texts;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Categories that graphs know, compared with ONNX Runtime on made-up rows. */
class GraphCategoriesTest {

    @Test
    void categoriesAreFoundWhereTheRestIsUnknown() {
        ModelProto model = new GraphBuilder()
                .input("t", TEXT, 3)
                .constant("first", integers(0))
                .constant("second", integers(1))
                .node("Gather", List.of("t", "first"), List.of("a"), integer("axis", 1))
                .node("Gather", List.of("t", "second"), List.of("b"), integer("axis", 1))
                .node("ml:OneHotEncoder", "a", "x", texts("cats_strings", "UA", "AA"))
                .node("StringNormalizer", "b", "lower")
                .node("ml:OneHotEncoder", "lower", "z", texts("cats_strings", "ua"))
                .node("Frobnicate", "x", "y")
                .build("y");

        assertThat(GraphCategories.of(model)).containsOnlyKeys("t");
        assertThat(GraphCategories.of(model).get("t")).containsExactly(Set.of("UA", "AA"), null, null);
        assertThat(GraphCategories.of(ModelProto.getDefaultInstance())).isEmpty();
    }
}
