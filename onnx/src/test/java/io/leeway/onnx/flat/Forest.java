package io.leeway.onnx.flat;

import static io.leeway.onnx.flat.GraphBuilder.doubles;
import static io.leeway.onnx.flat.GraphBuilder.integers;
import static io.leeway.onnx.flat.GraphBuilder.numbers;
import static io.leeway.onnx.flat.GraphBuilder.tensor;
import static io.leeway.onnx.flat.GraphBuilder.texts;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A random ensemble. */
final class Forest {

    /** Which classes or targets leaves have weights for. */
    enum Leaves {
        ALL,
        FIRST,
        SECOND,
        ONE_AT_RANDOM
    }

    private final SplittableRandom random;
    private final List<String> modes;
    private final boolean missing;
    final int features;
    final int targets;
    private final Leaves leaves;
    private final double least;
    private final List<List<Long>> nodes = new ArrayList<>();
    private final List<String> nodeModes = new ArrayList<>();
    private final List<Double> thresholds = new ArrayList<>();
    private final List<List<Long>> weights = new ArrayList<>();
    private final List<Double> weightValues = new ArrayList<>();

    Forest(
            long seed,
            int trees,
            int depth,
            List<String> modes,
            boolean missing,
            int features,
            int targets,
            Leaves leaves,
            double least) {
        this.random = new SplittableRandom(seed);
        this.modes = modes;
        this.missing = missing;
        this.features = features;
        this.targets = targets;
        this.leaves = leaves;
        this.least = least;
        for (int tree = 0; tree < trees; tree++) {
            add(tree, new long[1], depth);
        }
    }

    private long add(int tree, long[] next, int depth) {
        long id = next[0]++;
        int place = nodes.size();
        boolean leaf = depth == 0 || random.nextInt(5) == 0 && id > 0;
        nodes.add(List.of());
        nodeModes.add(leaf ? "LEAF" : modes.get(random.nextInt(modes.size())));
        thresholds.add(leaf ? 0 : Math.rint(random.nextGaussian() * 12) / 4);
        long yes = leaf ? 0 : add(tree, next, depth - 1);
        long no = leaf ? 0 : add(tree, next, depth - 1);
        long feature = leaf ? 0 : random.nextInt(features);
        nodes.set(place, List.of((long) tree, id, feature, yes, no, (long) random.nextInt(missing ? 2 : 1)));
        for (int target = 0; leaf && target < targets; target++) {
            int chosen = random.nextInt(targets);
            boolean has =
                    switch (leaves) {
                        case ALL -> true;
                        case FIRST -> target == 0;
                        case SECOND -> target == 1;
                        case ONE_AT_RANDOM -> target == 0;
                    };
            if (has) {
                long at = leaves == Leaves.ONE_AT_RANDOM ? chosen : target;
                weights.add(List.of((long) tree, id, at));
                weightValues.add(least + random.nextDouble() * 0.01);
            }
        }
        return id;
    }

    private static long[] column(List<List<Long>> lines, int column) {
        return lines.stream().mapToLong(line -> line.get(column)).toArray();
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    AttributeProto[] attributes(String kind, boolean tensors, AttributeProto... others) {
        double[] values = array(thresholds);
        double[] scores = array(weightValues);
        List<AttributeProto> attributes = new ArrayList<>(List.of(
                integers("nodes_treeids", column(nodes, 0)),
                integers("nodes_nodeids", column(nodes, 1)),
                integers("nodes_featureids", column(nodes, 2)),
                integers("nodes_truenodeids", column(nodes, 3)),
                integers("nodes_falsenodeids", column(nodes, 4)),
                texts("nodes_modes", nodeModes.toArray(new String[0])),
                tensors
                        ? tensor("nodes_values_as_tensor", doubles(List.of((long) values.length), values))
                        : numbers("nodes_values", values),
                integers(kind + "_treeids", column(weights, 0)),
                integers(kind + "_nodeids", column(weights, 1)),
                integers(kind + "_ids", column(weights, 2)),
                tensors
                        ? tensor(kind + "_weights_as_tensor", doubles(List.of((long) scores.length), scores))
                        : numbers(kind + "_weights", scores)));
        if (missing) {
            attributes.add(integers("nodes_missing_value_tracks_true", column(nodes, 5)));
        }
        attributes.addAll(List.of(others));
        return attributes.toArray(new AttributeProto[0]);
    }
}
