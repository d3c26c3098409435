package com.example.pricing;

import static io.leeway.monitoring.drift.DriftTests.chiSquare;
import static io.leeway.monitoring.drift.DriftTests.ks;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Watches a model that Leeway has not trained and knows nothing of; here a formula, elsewhere ONNX Runtime or a remote call. */
public final class Main {

    record Flat(long id, String district, double squareMetres, int rooms, double rent) {}

    private Main() {}

    public static void main(String[] args) {
        ToDoubleFunction<Flat> model = flat -> 150 + 11 * flat.squareMetres() + 40 * flat.rooms();
        ModelMonitor<Flat> monitor = ModelMonitor.of(
                        Schema.of(Flat.class).id("id").response("rent"))
                .name("rents")
                .reference(flats(1, 2_000, 70), model)
                .test(ks(), chiSquare())
                .alpha(0.001)
                .window(1_000)
                .build();
        serve(monitor, model, flats(2, 1_000, 70));
        check(monitor.snapshot().verdict() == Verdict.STABLE, "flats like those before are stable");
        serve(monitor, model, flats(3, 1_000, 95));
        MonitoringSnapshot larger = monitor.snapshot();
        larger.drift().ifPresent(System.out::println);
        check(larger.verdict() == Verdict.DRIFT, "larger flats are a drift");
        check(monitor.labels().matched() == 2_000, "each rent has found its prediction");
        double error = monitor.performance().newest(2_000).regression().rmse();
        check(error > 20 && error < 40, "the error is what was put in: " + error);
        absent("org.tribuo.Model");
        absent("io.leeway.registry.ModelRegistry");
        absent("io.micrometer.core.instrument.MeterRegistry");
        System.out.println("All as it should be.");
    }

    private static void serve(ModelMonitor<Flat> monitor, ToDoubleFunction<Flat> model, List<Flat> flats) {
        flats.forEach(flat -> monitor.record(flat, model.applyAsDouble(flat)));
        flats.forEach(flat -> monitor.label(flat.id(), flat.rent()));
        System.out.println(monitor.snapshot());
    }

    private static List<Flat> flats(long seed, int count, double meanSquareMetres) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    double size = meanSquareMetres * (0.5 + random.nextDouble());
                    int rooms = 1 + (int) (size / 25);
                    double rent = 150 + 11 * size + 40 * rooms + 100 * (random.nextDouble() - 0.5);
                    return new Flat(seed * 100_000 + i, random.nextBoolean() ? "harbour" : "hill", size, rooms, rent);
                })
                .toList();
    }

    private static void absent(String type) {
        boolean found = true;
        try {
            Class.forName(type);
        } catch (ClassNotFoundException e) {
            found = false;
        }
        check(!found, "not on the class path: " + type);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("This does not hold: " + what);
        }
        System.out.println("  ok: " + what);
    }
}
