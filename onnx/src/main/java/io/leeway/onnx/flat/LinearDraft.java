package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Scalar.Constant;
import io.leeway.onnx.flat.Scalar.Lookup;
import io.leeway.onnx.flat.Scalar.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Collects the terms of linear sums: constants go into the bias, columns of the same source of categories into one table. */
final class LinearDraft {

    private static final long LARGEST_TABLE = 1 << 21;

    private final ProgramBuilder program;
    private final boolean single;
    private final double[] bias;
    private final List<Integer> numbers = new ArrayList<>();
    private final List<double[]> slopes = new ArrayList<>();
    private final Map<Source, Table> tables = new LinkedHashMap<>();

    /** What a source's key adds: as much as unknown keys, and a difference to that. */
    private record Table(double[] otherwise, Map<Object, double[]> differences) {}

    private LinearDraft(ProgramBuilder program, ElementType type, double[] bias) {
        this.single = type.single();
        this.program = program;
        this.bias = bias;
    }

    /**
     * Adds sums to the program.
     *
     * @param type of the sums
     * @param coefficients one row per sum, with one coefficient per scalar
     * @param bias one per sum
     */
    static List<Scalar> sums(
            ProgramBuilder program, ElementType type, List<Scalar> scalars, double[][] coefficients, double[] bias)
            throws NotCompilableException {
        program.spend((long) scalars.size() * bias.length);
        LinearDraft draft = new LinearDraft(program, type, bias.clone());
        for (int i = 0; i < scalars.size(); i++) {
            double[] slope = new double[bias.length];
            for (int j = 0; j < slope.length; j++) {
                slope[j] = coefficients[j][i];
            }
            draft.add(scalars.get(i), slope);
        }
        int to = program.allocate(bias.length);
        draft.finish(to);
        return ProgramBuilder.range(to, bias.length, false);
    }

    private void add(Scalar scalar, double[] slope) throws NotCompilableException {
        if (scalar instanceof Constant constant) {
            addTo(bias, slope, constant.value());
        } else if (scalar instanceof Lookup lookup) {
            add(lookup, slope);
        } else {
            numbers.add(program.register(scalar));
            slopes.add(slope);
        }
    }

    private void add(Lookup lookup, double[] slope) throws NotCompilableException {
        program.spend((long) lookup.values().size() * slope.length);
        Table table =
                tables.computeIfAbsent(lookup.source(), any -> new Table(new double[bias.length], new HashMap<>()));
        requireFinite(lookup.otherwise());
        addTo(table.otherwise, slope, lookup.otherwise());
        for (Map.Entry<Object, Double> each : lookup.values().entrySet()) {
            requireFinite(each.getValue());
            double[] difference = table.differences.computeIfAbsent(each.getKey(), any -> new double[bias.length]);
            addTo(difference, slope, each.getValue() - lookup.otherwise());
        }
        for (double each : slope) {
            requireFinite(each);
        }
    }

    private static void requireFinite(double value) throws NotCompilableException {
        if (!Double.isFinite(value)) {
            throw new NotCompilableException("it adds up a category that counts " + value);
        }
    }

    private static void addTo(double[] sums, double[] slope, double value) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += slope[j] * value;
        }
    }

    private void finish(int to) throws NotCompilableException {
        int sums = bias.length;
        int[] codeRegisters = new int[tables.size()];
        List<Map<Object, Integer>> codes = new ArrayList<>();
        int place = 0;
        for (Map.Entry<Source, Table> each : tables.entrySet()) {
            codeRegisters[place++] = program.codeRegister(each.getKey());
            Map<Object, Integer> byKey =
                    program.codes(each.getKey(), each.getValue().differences.keySet());
            codes.add(byKey);
        }
        List<Table> drafted = new ArrayList<>(tables.values());
        int[] numberRegisters = numbers.stream().mapToInt(Integer::intValue).toArray();
        double[] flatSlopes = slopes.stream().flatMapToDouble(DoubleStream::of).toArray();
        // Later stages may give the source further keys, so the tables are laid out when all are known.
        program.addLate(() -> {
            double[][] laidOut = new double[drafted.size()][];
            for (int i = 0; i < laidOut.length; i++) {
                laidOut[i] = layOut(drafted.get(i), codes.get(i), sums);
            }
            return new LinearStage(to, bias, numberRegisters, flatSlopes, codeRegisters, laidOut, single);
        });
    }

    private static double[] layOut(Table table, Map<Object, Integer> codes, int sums) throws NotCompilableException {
        if ((codes.size() + 1L) * sums > LARGEST_TABLE) {
            throw new NotCompilableException("it has too many categories");
        }
        double[] weights = new double[(codes.size() + 1) * sums];
        for (int code = 0; code <= codes.size(); code++) {
            System.arraycopy(table.otherwise, 0, weights, code * sums, sums);
        }
        table.differences.forEach((key, difference) -> {
            int start = codes.getOrDefault(key, 0) * sums;
            for (int j = 0; j < sums; j++) {
                weights[start + j] += difference[j];
            }
        });
        return weights;
    }
}
