package io.leeway.onnx;

import ai.onnxruntime.OrtException;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.flat.FlatGraph;
import io.leeway.onnx.flat.GraphCategories;
import io.leeway.onnx.flat.GraphCompiler;
import io.leeway.onnx.flat.NotCompilableException;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries a graph on synthetic rows and chooses how it answers: from flat arrays where they agree with ONNX Runtime, or by it. */
record ScorerFactory(Duration timeLimit, boolean compile) {
    private static final int TRIED_ROWS = 16;
    private static final int VERIFIED_ROWS = 256;

    /** How far an answer may move when other rows stand beside it: rounding in another order. */
    private static final double SAME = 1e-4;

    private static final double SAME_PROBABILITY = 1e-6;
    private static final double SAME_NUMBER = 1e-5;

    <R> Scorer<R> scorer(ModelSpec<R> spec, OnnxGraph graph, Mapping mapping, byte[] bytes) {
        Map<String, List<@Nullable Set<String>>> categories = GraphCategories.of(graph.proto());
        Binding<R> binding = Binding.of(spec.schema(), mapping, categories);
        Function<Schema<RowCells>, Binding<RowCells>> toCells = cells -> Binding.of(cells, mapping, categories);
        AnswerReader answers =
                new AnswerReader(mapping.output(), spec.positiveClass().orElse(""));
        Probes probes = new Probes(spec.schema(), graph, mapping, categories);
        Binding<Probe> probing = Binding.of(probes.schema(), mapping, categories);
        String why;
        try (RuntimeModel<Probe> tried = RuntimeModel.unoptimised(graph, bytes, probing, mapping.output())) {
            requireSound(tried, answers, probes.plain(TRIED_ROWS));
            if (compile) {
                requireEqual(
                        GraphCompiler.compile(
                                graph.proto(), probing.cells(), mapping.output().output()),
                        tried,
                        mapping,
                        probes);
                return new FlatScorer<>(
                        GraphCompiler.compile(
                                graph.proto(), binding.cells(), mapping.output().output()),
                        answers,
                        binding,
                        toCells);
            }
            why = "compiling is switched off";
        } catch (NotCompilableException e) {
            why = String.valueOf(e.getMessage());
        }
        return new RuntimeScorer<>(
                RuntimeModel.optimised(graph, bytes, binding, mapping.output()), answers, binding, toCells, why);
    }

    /** Scores rows, alone, together and again: an answer that depends on chance or on the rows beside it is none. */
    private void requireSound(RuntimeModel<Probe> tried, AnswerReader answers, List<Probe> rows) {
        int width = answers.rawWidth();
        try (Deadline deadline = new Deadline(timeLimit)) {
            double[] alone = new double[rows.size() * width];
            for (int i = 0; i < rows.size(); i++) {
                double[] raw = run(tried, List.of(rows.get(i)), deadline);
                answers.readRow(raw, 0, new double[answers.width()], 0);
                System.arraycopy(raw, 0, alone, i * width, width);
            }
            double[] again = tried.mostRows() >= rows.size()
                    ? run(tried, rows, deadline)
                    : run(tried, rows.subList(rows.size() - 1, rows.size()), deadline);
            int from = alone.length - again.length;
            for (int i = 0; i < again.length; i++) {
                if (differ(again[i], alone[from + i], SAME, 1)) {
                    throw new MismatchedModelException(
                            "answer to a row",
                            "the same each time and whatever rows stand beside it",
                            alone[from + i] + " first and " + again[i] + " then",
                            "Export the model for inference, without dropout, random operators or normalisation over the"
                                    + " batch (model.eval() in PyTorch)");
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not make options for a run.", e);
        }
    }

    private double[] run(RuntimeModel<Probe> tried, List<Probe> rows, Deadline deadline) {
        try {
            return tried.many(rows, UnseenCategories.IGNORED, deadline.options());
        } catch (OnnxRunException e) {
            if (deadline.hasPassed()) {
                throw new OnnxRunException(
                        e.output(), "scoring a few synthetic rows took longer than the limit of " + timeLimit, e);
            }
            throw e;
        }
    }

    /** Compares flat arrays with ONNX Runtime, on rows with missing values and unknown categories too. */
    private static void requireEqual(FlatGraph<Probe> flat, RuntimeModel<Probe> runtime, Mapping mapping, Probes probes)
            throws NotCompilableException {
        boolean number =
                switch (mapping.output().form()) {
                    case NUMBER, LOGIT, LOGITS -> true;
                    default -> false;
                };
        double tolerance = number ? SAME_NUMBER : SAME_PROBABILITY;
        if (flat.width() != mapping.output().rawWidth()) {
            throw new NotCompilableException("its flat arrays give " + flat.width() + " values, not "
                    + mapping.output().rawWidth());
        }
        List<Probe> rows = new ArrayList<>(probes.plain(VERIFIED_ROWS));
        rows.addAll(probes.odd(VERIFIED_ROWS));
        List<double[]> expected = rows.stream()
                .map(row -> orNothing(() -> runtime.one(row, UnseenCategories.IGNORED)))
                .toList();
        double scale = number ? Math.max(1, median(expected)) : 1;
        for (int i = 0; i < rows.size(); i++) {
            Probe row = rows.get(i);
            double[] answered = orNothing(() -> {
                double[] scores = new double[flat.width()];
                flat.scores(row, scores);
                return scores;
            });
            requireEqual(answered, expected.get(i), tolerance, scale);
        }
    }

    private static void requireEqual(double[] answered, double[] expected, double tolerance, double scale)
            throws NotCompilableException {
        boolean equal = answered.length == expected.length;
        for (int i = 0; equal && i < answered.length; i++) {
            equal = !differ(answered[i], expected[i], tolerance, scale);
        }
        if (!equal) {
            throw new NotCompilableException("its flat arrays gave " + Arrays.toString(answered)
                    + " where ONNX Runtime gives " + Arrays.toString(expected) + " on a synthetic row");
        }
    }

    /** What answers are like: float32 loses digits of the sums behind them, however small a difference is left in the end. */
    private static double median(List<double[]> answers) {
        double[] sizes = answers.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .map(Math::abs)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 0 : sizes[sizes.length / 2];
    }

    /** What a row is answered, or nothing where it is refused, such as for an unknown category. */
    private static double[] orNothing(Supplier<double[]> answer) {
        try {
            return answer.get();
        } catch (ModelException refused) {
            return new double[0];
        }
    }

    private static boolean differ(double actual, double expected, double tolerance, double scale) {
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            return Double.compare(actual, expected) != 0;
        }
        return !(Math.abs(actual - expected) <= tolerance * Math.max(scale, Math.abs(expected)));
    }
}
