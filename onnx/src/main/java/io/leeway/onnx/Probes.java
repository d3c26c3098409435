package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Synthetic rows to try a graph with: numbers around the constants of the graph (the centres of scalers, the thresholds of trees), the
 * categories that it knows, and, if asked for, missing values and categories that it does not know.
 *
 * <p>The application's row type cannot be synthesised, so the rows are of a type of their own, read through a schema with the same
 * features in the same order.
 */
final class Probes {
    private static final long SEED = 20130101;
    private static final int MOST_CONSTANTS = 20_000;
    private static final double LARGEST = 1e7;

    private final Schema<Probe> schema;
    private final List<Feature<Probe>> features;
    private final Map<String, List<String>> categories = new HashMap<>();
    private final Set<String> whole = new HashSet<>();
    private final List<Float> constants;

    Probes(
            Schema<?> original,
            OnnxGraph graph,
            Mapping mapping,
            Map<String, List<@Nullable Set<String>>> graphCategories) {
        SchemaBuilder<Probe> builder = Schema.builder(Probe.class);
        for (Feature<?> feature : original.features()) {
            int place = feature.index();
            if (feature.type() == FeatureType.NUMERIC) {
                builder.numeric(feature.name(), probe -> probe.numbers()[place]);
            } else {
                builder.categorical(feature.name(), probe -> probe.categories()[place]);
            }
        }
        this.schema = builder.build();
        this.features = schema.features();
        this.constants = constants(graph);
        Map<String, Port> ports = RuntimeModel.portsByName(graph);
        for (Mapping.Input input : mapping.inputs()) {
            Port port = ports.get(input.name());
            List<@Nullable Set<String>> told = graphCategories.getOrDefault(input.name(), List.of());
            for (int i = 0; i < input.columns().size(); i++) {
                learn(input.columns().get(i), port, i < told.size() ? told.get(i) : null);
            }
        }
    }

    private void learn(Mapping.Column column, @Nullable Port port, @Nullable Set<String> told) {
        ElementType element = port == null ? null : port.element();
        boolean isWhole = element != null && element != ElementType.TEXT && !element.hasNaN();
        List<String> known = column.encoding().known();
        List<String> all = categories.computeIfAbsent(column.feature(), key -> new ArrayList<>());
        if (known != null) {
            all.addAll(known);
        } else if (told != null) {
            told.stream().sorted().forEach(all::add);
        } else if (column.encoding() instanceof Encoding.ParsedNumber) {
            // A whole number may be a place in a small table, beyond which there is none.
            all.addAll(isWhole ? List.of("0", "1", "2") : List.of("1", "2", "3", "5", "12"));
        }
        if (isWhole) {
            whole.add(column.feature());
        }
    }

    private static List<Float> constants(OnnxGraph graph) {
        List<Float> found = new ArrayList<>();
        for (NodeProto node : graph.proto().getGraph().getNodeList()) {
            for (AttributeProto each : node.getAttributeList()) {
                for (int i = 0; i < each.getFloatsCount() && found.size() < MOST_CONSTANTS; i++) {
                    float value = each.getFloats(i);
                    if (Math.abs(value) <= LARGEST) {
                        found.add(value);
                    }
                }
            }
        }
        return found;
    }

    Schema<Probe> schema() {
        return schema;
    }

    /** Rows without a missing value, of known categories; every category is in one of them, if there are as many rows. */
    List<Probe> plain(int count) {
        return rows(count, false);
    }

    /** Rows with missing values and unknown categories. */
    List<Probe> odd(int count) {
        return rows(count, true);
    }

    private List<Probe> rows(int count, boolean odd) {
        SplittableRandom random = new SplittableRandom(SEED + (odd ? 1 : 0));
        List<Probe> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] numbers = new double[features.size()];
            @Nullable String[] texts = new @Nullable String[features.size()];
            for (Feature<Probe> feature : features) {
                if (feature.type() == FeatureType.NUMERIC) {
                    numbers[feature.index()] = odd && random.nextInt(5) == 0 && !whole.contains(feature.name())
                            ? Double.NaN
                            : number(random, whole.contains(feature.name()));
                } else {
                    texts[feature.index()] = category(random, i, feature.name(), odd);
                }
            }
            rows.add(new Probe(numbers, texts));
        }
        return rows;
    }

    private double number(SplittableRandom random, boolean isWhole) {
        if (isWhole) {
            return random.nextInt(3);
        }
        int kind = random.nextInt(4);
        if (kind == 0 || constants.isEmpty()) {
            return random.nextGaussian() * Math.pow(10, random.nextInt(4) - 1);
        }
        double constant = constants.get(random.nextInt(constants.size()));
        return switch (kind) {
            case 1 -> constant;
            case 2 -> constant + random.nextGaussian();
            default -> constant * (1 + 0.5 * random.nextGaussian());
        };
    }

    private @Nullable String category(SplittableRandom random, int row, String feature, boolean odd) {
        List<String> known = categories.getOrDefault(feature, List.of());
        int kind = odd ? random.nextInt(5) : 4;
        if (kind == 0) {
            return null;
        }
        if (kind == 1 || known.isEmpty()) {
            return "never seen " + row;
        }
        return row < known.size() ? known.get(row) : known.get(random.nextInt(known.size()));
    }
}
