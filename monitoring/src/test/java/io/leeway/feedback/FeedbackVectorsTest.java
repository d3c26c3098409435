package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings in a log of feedback. */
class FeedbackVectorsTest {
    private static final Instant FOREVER = Instant.parse("2100-01-01T00:00:00Z");

    record Review(long id, String shop, float @Nullable [] text, double @Nullable [] picture, boolean returned) {
        static final Schema<Review> SCHEMA = Schema.of(Review.class)
                .id("id")
                .response("returned")
                .vector("text", 3)
                .vector("picture", 2);

        static Review of(long id) {
            SplittableRandom random = new SplittableRandom(id);
            float[] text = {(float) random.nextDouble(), (float) (1e-30 * random.nextDouble()), -0f};
            double[] picture = {random.nextDouble(), 1e300 * random.nextDouble()};
            return new Review(id, "shop " + id % 3, id % 5 == 1 ? null : text, id % 7 == 1 ? null : picture, false);
        }
    }

    private static List<Review> rows(FeedbackLog<Review> log) {
        List<Review> rows = new ArrayList<>();
        log.entries(FOREVER).forEach(entry -> rows.add(entry.row()));
        return rows;
    }

    /** Arrays are equal to themselves alone. */
    private static void areEqual(List<Review> found, List<Review> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).text()).isEqualTo(expected.get(i).text());
            assertThat(found.get(i).picture()).isEqualTo(expected.get(i).picture());
            assertThat(found.get(i).shop()).isEqualTo(expected.get(i).shop());
        }
    }

    @Test
    void vectorsComeBackToTheBitAlsoByTheNextProcess(@TempDir Path folder) {
        List<Review> reviews = new ArrayList<>();
        try (FeedbackLog<Review> log = FeedbackLog.open(folder, Review.SCHEMA)) {
            for (int i = 0; i < 500; i++) {
                reviews.add(Review.of(i));
                log.record(reviews.get(i), 0.5, 1);
                log.label(i, i % 2 == 0);
            }
            areEqual(rows(log), reviews);
        }
        try (FeedbackLog<Review> log = FeedbackLog.open(folder, Review.SCHEMA)) {
            areEqual(rows(log), reviews);
            areEqual(log.labelledAt(FOREVER).toList(), reviews);
            assertThat(log.labelledAt(FOREVER).toList().get(2).returned()).isTrue();
            assertThat(log.counts().unreadable()).isZero();
        }
    }

    @Test
    void notANumberAndInfinityInsideAreKeptAsTheyAre() {
        FeedbackLog<Review> log = FeedbackLog.inMemory(Review.SCHEMA);
        Review odd = new Review(
                1,
                "a",
                new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE},
                new double[] {Double.NaN, Double.POSITIVE_INFINITY},
                false);
        log.record(odd, 0.5, 1);

        areEqual(rows(log), List.of(odd));
    }

    @Test
    void aVectorOfAnotherLengthIsRefusedAndNothingIsRecorded() {
        FeedbackLog<Review> log = FeedbackLog.inMemory(Review.SCHEMA);

        assertThatThrownBy(() -> log.record(new Review(1, "a", new float[2], null, false), 0.5, 1))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("the vector \"text\" has 2 numbers and the schema says 3");
        assertThat(log.counts().rows()).isZero();
        log.record(Review.of(2), 0.5, 1);
        areEqual(rows(log), List.of(Review.of(2)));
    }

    @Test
    void aFloatTakesFourBytesAndADoubleEight() {
        record Floats(float[] vector) {}
        record Doubles(double[] vector) {}
        FeedbackLog<Floats> floats =
                FeedbackLog.inMemory(Schema.of(Floats.class).vector("vector", 768));
        FeedbackLog<Doubles> doubles =
                FeedbackLog.inMemory(Schema.of(Doubles.class).vector("vector", 768));
        floats.record(new Floats(new float[768]), 0.5, 1);
        doubles.record(new Doubles(new double[768]), 0.5, 1);
        long before = floats.counts().bytes();
        long beforeDoubles = doubles.counts().bytes();
        floats.record(new Floats(new float[768]), 0.5, 1);
        doubles.record(new Doubles(new double[768]), 0.5, 1);

        assertThat(floats.counts().bytes() - before).isBetween(4L * 768, 4L * 768 + 40);
        assertThat(doubles.counts().bytes() - beforeDoubles).isBetween(8L * 768, 8L * 768 + 40);
    }

    @Test
    void aFolderOfVectorsOfAnotherLengthOrTypeIsRefused(@TempDir Path folder) {
        try (FeedbackLog<Review> log = FeedbackLog.open(folder, Review.SCHEMA)) {
            log.record(Review.of(2), 0.5, 1);
        }

        assertThatThrownBy(() -> FeedbackLog.open(folder, Review.SCHEMA.vector("text", 4)))
                .isInstanceOf(FeedbackSchemaException.class)
                .hasMessageContaining("is stored with 3 numbers")
                .hasMessageContaining("has 4 now");
        record Other(long id, String text, boolean returned) {}
        assertThatThrownBy(() ->
                        FeedbackLog.open(folder, Schema.of(Other.class).id("id").response("returned")))
                .isInstanceOf(FeedbackSchemaException.class)
                .hasMessageContaining("is stored as VECTOR");
    }

    @Test
    void doublesAreNotMadeFloatsOnTheQuiet(@TempDir Path folder) {
        record Wide(long id, double[] vector) {}
        record Narrow(long id, float[] vector) {}
        try (FeedbackLog<Wide> log =
                FeedbackLog.open(folder, Schema.of(Wide.class).id("id").vector("vector", 1))) {
            log.record(new Wide(1, new double[] {0.1}), 0.5, 1);
        }
        try (FeedbackLog<Narrow> log =
                FeedbackLog.open(folder, Schema.of(Narrow.class).id("id").vector("vector", 1))) {
            assertThatThrownBy(() -> log.entries(FOREVER).iterator().next())
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("declare the component as double[]");
        }
    }

    @Test
    void rowsThatAreNoRecordsAreMadeOfTheirNumbers() {
        Schema<Map<String, Object>> schema = Schema.<Map<String, Object>>builder(Map.class)
                .vector("text", 2, row -> row.get("text"))
                .numeric("stars", row -> (Double) row.get("stars"))
                .build();
        FeedbackLog<Map<String, Object>> log = FeedbackLog.of(schema)
                .rowsBy(row -> Map.of(
                        "text", List.of(Objects.requireNonNull(row.vector("text"))), "stars", row.number("stars")))
                .inMemory();
        log.record(Map.of("text", new float[] {0.1f, 2}, "stars", 3.0), 0.5, 1);

        Map<String, Object> row = log.entries(FOREVER).iterator().next().row();
        List<?> text = (List<?>) Objects.requireNonNull(row.get("text"));
        assertThat((double[]) text.get(0)).containsExactly((double) 0.1f, 2);
        assertThat(row).containsEntry("stars", 3.0);
    }

    @Test
    void aMonitorFollowsALogOfRowsWithVectors() {
        FeedbackLog<Review> log = FeedbackLog.inMemory(Review.SCHEMA);
        ModelMonitor<Review> monitor =
                ModelMonitor.of(Review.SCHEMA).window(100).build();
        monitor.resume(log);
        for (int i = 0; i < 100; i++) {
            log.record(Review.of(i), 0.5, 1);
        }

        assertThat(monitor.snapshot().rows()).isEqualTo(100);
        assertThat(monitor.snapshot().profile().features()).containsExactly("shop", "prediction");
    }

    @Test
    void aDamagedVectorCostsItsOwnRow(@TempDir Path folder) throws Exception {
        try (FeedbackLog<Review> log = FeedbackLog.open(folder, Review.SCHEMA)) {
            for (int i = 0; i < 50; i++) {
                log.record(Review.of(i), 0.5, 1);
            }
        }
        Path segment = folder.resolve("000000000000.feedback");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(segment, bytes);

        try (FeedbackLog<Review> log = FeedbackLog.open(folder, Review.SCHEMA)) {
            assertThat(rows(log)).hasSize(49);
            assertThat(log.counts().damagedBytes()).isPositive();
        }
    }
}
