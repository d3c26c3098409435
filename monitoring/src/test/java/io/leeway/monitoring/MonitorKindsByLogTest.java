package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.RowId;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.registry.contract.disk.SimulatedFolder.Survival;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probabilities of classes, bands, scores of a ranking, and ids that are texts, where a monitor follows a log. */
class MonitorKindsByLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    record Flower(String id, double petal, String species) {
        static final Schema<Flower> SCHEMA = Schema.of(Flower.class).id("id").response("species");

        static Flower of(int number) {
            SplittableRandom random = new SplittableRandom(number);
            double petal = 6 * random.nextDouble();
            int best = (int) (petal / 2);
            return new Flower("flower-" + number, petal, SPECIES[random.nextInt(5) == 0 ? (best + 1) % 3 : best]);
        }

        double[] scores() {
            double[] scores = {0.125, 0.125, 0.125};
            scores[(int) (petal / 2)] = 0.75;
            return scores;
        }
    }

    private static final String[] SPECIES = {"setosa", "versicolor", "virginica"};

    private static ModelMonitorBuilder<Flower> flowers() {
        return ModelMonitor.of(Flower.SCHEMA)
                .classes(SPECIES)
                .test(DriftTests.psi())
                .clock(CLOCK)
                .window(300);
    }

    private static void flower(FeedbackLog<Flower> log, int number) {
        Flower flower = Flower.of(number);
        log.record(flower, SPECIES[(int) (flower.petal() / 2)], flower.scores(), 1);
        log.label(RowId.of(flower.id()), flower.species());
    }

    @Test
    void classesAndTextIdsAreReadFromTheLogAlsoByTheNextProcess() {
        FeedbackLog<Flower> log = FeedbackLog.of(Flower.SCHEMA).clock(CLOCK).inMemory();
        ModelMonitor<Flower> unbroken = flowers().build();
        unbroken.resume(log);
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Flower> first = flowers().build(files);
        first.resume(log);
        for (int i = 0; i < 700; i++) {
            flower(log, i);
        }
        first.unfollow();
        for (int i = 700; i < 1_000; i++) {
            flower(log, i);
        }
        ModelMonitor<Flower> next = flowers().build(files.reopened(Survival.EVERYTHING, new Random(1)));
        next.resume(log);

        assertThat(next.history()).hasSize(3).isEqualTo(unbroken.history());
        assertThat(next.snapshot().invalidPredictions()).isZero();
        assertThat(next.snapshot().outcomes().orElseThrow().rows()).isEqualTo(899);
        assertThat(next.snapshot().metrics().get("accuracy")).isBetween(0.7, 0.9);
        assertThat(next.labels()).isEqualTo(unbroken.labels());
        assertThat(next.labels().matched()).isEqualTo(1_000);
    }

    @Test
    void anAnswerOfAnotherFormIsAnInvalidPredictionAndALabelOfNoClassIsNone() {
        FeedbackLog<Flower> log = FeedbackLog.of(Flower.SCHEMA).clock(CLOCK).inMemory();
        ModelMonitor<Flower> monitor = flowers().build();
        monitor.resume(log);
        log.record(Flower.of(1), "setosa", 1);
        log.record(Flower.of(2), "setosa", new double[] {0.5, 0.5}, 1);
        log.record(Flower.of(3), 0.5, 1);
        log.record(Flower.of(4), 0.5, new double[] {0.25, 0.75}, 1);
        flower(log, 5);
        log.record(Flower.of(6), "setosa", Flower.of(6).scores(), 1);
        log.label(RowId.of("flower-6"), "rose");
        monitor.flush();

        assertThat(monitor.snapshot().rows()).isEqualTo(6);
        assertThat(monitor.snapshot().invalidPredictions()).isEqualTo(4);
        assertThat(monitor.labels().matched()).isEqualTo(1);
    }

    record House(String id, double rooms, double price) {
        static final Schema<House> SCHEMA = Schema.of(House.class).id("id").response("price");

        static House of(int number) {
            SplittableRandom random = new SplittableRandom(number);
            double rooms = 1 + random.nextInt(6);
            return new House("house-" + number, rooms, 100 * rooms + 40 * (random.nextDouble() - 0.5));
        }
    }

    private static ModelMonitorBuilder<House> houses() {
        return ModelMonitor.of(House.SCHEMA).bands(0.9).clock(CLOCK).window(300);
    }

    private static void house(FeedbackLog<House> log, int number) {
        House house = House.of(number);
        double value = 100 * house.rooms();
        log.record(house, value, new double[] {value - 18, value + 18}, 1);
        log.label(RowId.of(house.id()), house.price());
    }

    @Test
    void bandsAreReadFromTheLogAlsoFromAFolder(@TempDir Path folder) {
        ModelMonitor<House> first =
                houses().checkpoint(folder.resolve("monitor")).build();
        try (FeedbackLog<House> log = FeedbackLog.of(House.SCHEMA).clock(CLOCK).open(folder.resolve("log"))) {
            first.resume(log);
            for (int i = 0; i < 400; i++) {
                house(log, i);
            }
            first.close();
            for (int i = 400; i < 601; i++) {
                house(log, i);
            }
        }
        try (FeedbackLog<House> log = FeedbackLog.of(House.SCHEMA).clock(CLOCK).open(folder.resolve("log"))) {
            ModelMonitor<House> next =
                    houses().checkpoint(folder.resolve("monitor")).build();
            next.resume(log);

            assertThat(next.history()).hasSize(2);
            assertThat(next.snapshot().invalidPredictions()).isZero();
            assertThat(next.snapshot().profile().features()).contains("prediction", "prediction(width)");
            assertThat(next.snapshot().profile().numeric("prediction(width)").mean())
                    .isEqualTo(36);
            assertThat(next.snapshot().metrics().get("coverage")).isBetween(0.85, 0.95);
            assertThat(log.labelledAt(Instant.EPOCH).toList())
                    .hasSize(601)
                    .first()
                    .isEqualTo(House.of(0));
            next.close();
        }
    }

    @Test
    void scoresOfARankingAreReadFromTheLog() {
        record Item(String id, double price, boolean bought) {}
        Schema<Item> schema = Schema.of(Item.class).id("id").response("bought");
        FeedbackLog<Item> log = FeedbackLog.of(schema).clock(CLOCK).inMemory();
        ModelMonitor<Item> monitor =
                ModelMonitor.of(schema).ranking().clock(CLOCK).window(100).build();
        monitor.resume(log);
        for (int i = 0; i < 101; i++) {
            log.record(new Item("item-" + i, i, false), 50.0 - i, 1);
            log.label(RowId.of("item-" + i), i < 30);
        }

        assertThat(monitor.snapshot().metrics().get("rocAuc")).isEqualTo(1);
    }
}
