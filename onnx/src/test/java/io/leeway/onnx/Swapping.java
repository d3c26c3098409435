package io.leeway.onnx;

import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.onnx.Orders.Order;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Answer;
import io.leeway.serving.LiveModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.tribuo.classification.Label;

/**
 * Swaps two ONNX versions of a live model while two threads ask it.
 *
 * <p>By hand: {@code java -cp ... io.leeway.onnx.Swapping 1000 false}, where false lets ONNX Runtime answer.
 */
final class Swapping {
    static final String NAME = "orders";
    static final String ALIAS = "champion";
    static final ModelSpec<Order> SPEC = ModelSpec.classifier(Orders.CLASSES, "yes");
    private static final List<String> MODELS = List.of("sk_logistic_columns", "sk_forest");
    private static final int THREADS = 2;

    private Swapping() {}

    /** What the asking threads counted. */
    record Counts(long answers, long mixed, long failed) {
        Counts plus(Counts more) {
            return new Counts(answers + more.answers, mixed + more.mixed, failed + more.failed);
        }
    }

    public static void main(String[] args) throws Exception {
        int swaps = Integer.parseInt(args[0]);
        boolean flat = Boolean.parseBoolean(args[1]);
        long began = System.nanoTime();
        Counts counts = run(swaps, flat, swap -> {
            if (swap == 1 || swap == 10 || swap % (swaps / 10) == 0) {
                System.gc();
                System.out.println("after " + swap + " swaps: resident " + residentKib() / 1024 + " MiB, "
                        + RuntimeModel.openSessions() + " sessions open");
            }
        });
        System.out.println(counts + " in " + (System.nanoTime() - began) / 1_000_000_000 + " s, sessions open: "
                + RuntimeModel.openSessions());
    }

    private static long residentKib() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    static MemoryRegistry registry() {
        MemoryRegistry registry = MemoryRegistry.create();
        for (String each : MODELS) {
            register(registry, OnnxModel.of(Orders.file(each + ".onnx")).metadata(SPEC), Orders.bytes(each + ".onnx"));
        }
        registry.moveAlias(NAME, ALIAS, 0, 1, "a test");
        return registry;
    }

    static void register(MemoryRegistry registry, Map<String, String> metadata, byte[] bytes) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(ModelMetadata.FORMAT, OnnxFormat.NAME);
        all.put(ModelMetadata.POSITIVE_CLASS, "yes");
        registry.register(NAME, ModelArtifact.of(bytes).metadata(all));
    }

    static Counts run(int swaps, boolean flat, IntConsumer afterSwap) throws Exception {
        MemoryRegistry registry = registry();
        List<Order> rows = rows();
        OnnxFormat format = OnnxFormat.create().compile(flat);
        List<double[]> expected = new ArrayList<>();
        AtomicBoolean swapping = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (LiveModel<Order, Label> live = LiveModel.classification(Orders.CLASSES, registry, NAME, ALIAS)
                .format(format)
                .build()) {
            expected.add(rows.stream().mapToDouble(live::score).toArray());
            live.switchTo(2, "a test");
            expected.add(rows.stream().mapToDouble(live::score).toArray());
            List<Future<Counts>> asking = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                asking.add(threads.submit(asking(live, rows, expected, swapping)));
            }
            for (int i = 1; i <= swaps; i++) {
                live.switchTo(i % 2 == 1 ? 1 : 2, "a test");
                afterSwap.accept(i);
            }
            swapping.set(false);
            Counts counts = new Counts(0, 0, 0);
            for (Future<Counts> each : asking) {
                counts = counts.plus(each.get());
            }
            return counts;
        } finally {
            swapping.set(false);
            threads.shutdown();
        }
    }

    static List<Order> rows() {
        return Orders.cases(MODELS.get(0)).stream().map(Orders.Case::row).toList();
    }

    private static Callable<Counts> asking(
            LiveModel<Order, Label> live, List<Order> rows, List<double[]> expected, AtomicBoolean swapping) {
        return () -> {
            long answers = 0;
            long mixed = 0;
            long failed = 0;
            do {
                for (int i = 0; i < rows.size(); i++) {
                    answers++;
                    try {
                        Answer<Label> answer = live.answer(rows.get(i));
                        if (Math.abs(answer.score() - expected.get(answer.version() - 1)[i]) > 1e-9) {
                            mixed++;
                        }
                    } catch (RuntimeException e) {
                        failed++;
                    }
                }
                double[] batch = live.scoreAll(rows);
                answers += batch.length;
                if (differs(batch, expected.get(0)) && differs(batch, expected.get(1))) {
                    mixed++;
                }
            } while (swapping.get());
            return new Counts(answers, mixed, failed);
        };
    }

    private static boolean differs(double[] batch, double[] from) {
        for (int i = 0; i < batch.length; i++) {
            if (Math.abs(batch[i] - from[i]) > 1e-6) {
                return true;
            }
        }
        return false;
    }
}
