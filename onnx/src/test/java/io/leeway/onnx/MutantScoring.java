package io.leeway.onnx;

import io.leeway.model.ModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.Orders.Case;
import io.leeway.onnx.Orders.Order;
import io.leeway.onnx.PythonAgreementTest.Given;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loads and scores mutants in a process of its own, and writes a line for each; see {@link Mutations}. */
final class MutantScoring {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int HANG = 3;

    private final List<Given> models = PythonAgreementTest.models().toList();

    private MutantScoring() {}

    /** Takes the first seed and the seed after the last. */
    public static void main(String[] seeds) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        MutantScoring scoring = new MutantScoring();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        for (long seed = Long.parseLong(seeds[0]); seed < Long.parseLong(seeds[1]); seed++) {
            long now = seed;
            out.println("seed " + seed);
            Future<String> outcome = thread.submit(() -> scoring.outcome(now));
            try {
                out.println("done " + outcome.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                out.println("hang");
                Runtime.getRuntime().halt(HANG);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Returns the name of what was thrown, after {@code refused} where it is what the contract says. */
    private String outcome(long seed) {
        Given given = models.get((int) (seed % models.size()));
        Given other = models.get((int) (seed / models.size() % models.size()));
        byte[] mutant = Mutant.of(bytes(given), bytes(other), seed);
        boolean stored = seed % 2 == 0;
        try {
            return answers(given, mutant, stored, seed % 4 < 2);
        } catch (ModelException e) {
            return (e.getMessage().length() > 3_000 ? "wordy " : "refused ")
                    + e.getClass().getSimpleName();
        } catch (Throwable e) {
            StackTraceElement[] at = e.getStackTrace();
            return "untyped " + e + (at.length == 0 ? "" : " at " + at[0]);
        }
    }

    private static byte[] bytes(Given given) {
        return Orders.bytes(given.model() + ".onnx");
    }

    private static String answers(Given given, byte[] mutant, boolean stored, boolean compile) {
        ModelSpec<Order> spec = given.spec();
        Map<String, String> metadata = given.declared()
                .apply(OnnxModel.of(stored ? bytes(given) : mutant))
                .metadata(spec);
        OnnxFormat format = OnnxFormat.create().compile(compile).timeLimit(Duration.ofSeconds(5));
        List<Order> rows =
                Orders.cases(given.model()).stream().map(Case::row).limit(8).toList();
        try (Scorer<Order> scorer = format.read(spec.withMetadata(metadata), mutant)) {
            for (Order row : rows) {
                scorer.score(row, feature -> {});
            }
            scorer.scores(rows, UnseenCategories.IGNORED);
            return "accepted " + (scorer.path().compiled() ? "flat" : "runtime");
        }
    }
}
