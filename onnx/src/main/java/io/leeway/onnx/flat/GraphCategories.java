package io.leeway.onnx.flat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the categories that a graph knows, whether or not it can be compiled. */
public final class GraphCategories {

    private static final long MOST_COLUMNS = 1 << 16;

    private GraphCategories() {}

    /**
     * Returns the categories of each column of each input of texts: those of the encoders that the column reaches unchanged.
     *
     * @param model the graph
     * @return by the name of the input one set per column, null where the graph does not tell; without the inputs whose columns
     *     cannot be counted
     */
    public static Map<String, List<@Nullable Set<String>>> of(ModelProto model) {
        Map<String, List<@Nullable Set<String>>> byInput = new HashMap<>();
        try {
            GraphWalk walk = new GraphWalk(model);
            List<String> names = new ArrayList<>();
            for (ValueInfoProto input : walk.inputs().values()) {
                if (isText(input) && width(input) > 0) {
                    walk.input(input, width(input));
                    names.addAll(Collections.nCopies(width(input), input.getName()));
                }
            }
            try {
                walk.everything();
            } finally {
                Map<Integer, Set<String>> known = walk.program().categories();
                for (int cell = 0; cell < names.size(); cell++) {
                    byInput.computeIfAbsent(names.get(cell), any -> new ArrayList<>())
                            .add(known.get(cell));
                }
            }
        } catch (NotCompilableException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            // What was found before stands.
            return byInput;
        }
        return byInput;
    }

    private static boolean isText(ValueInfoProto input) {
        return input.getType().getTensorType().getElemType() == TensorProto.DataType.STRING_VALUE;
    }

    private static int width(ValueInfoProto input) {
        TypeProto.Tensor type = input.getType().getTensorType();
        int rank = type.getShape().getDimCount();
        if (rank == 1) {
            return 1;
        }
        long width = rank == 2 ? type.getShape().getDim(1).getDimValue() : 0;
        return width > 0 && width <= MOST_COLUMNS ? (int) width : 0;
    }
}
