package io.leeway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.drift.multivariate.MultivariateTests;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFeatureTest {

    record Review(long id, String shop, double stars, float @Nullable [] text, boolean returned) {}

    private static final Schema<Review> SCHEMA =
            Schema.of(Review.class).id("id").response("returned").vector("text", 3);

    private static Review review(float @Nullable ... text) {
        return new Review(1, "a", 2, text, true);
    }

    private static List<Review> reviews(int rows, double shift, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToObj(row -> {
                    float[] text = new float[3];
                    for (int k = 0; k < 3; k++) {
                        text[k] = (float) (random.nextGaussian() + shift);
                    }
                    return new Review(row, "shop " + random.nextInt(2), random.nextInt(5), text, random.nextBoolean());
                })
                .toList();
    }

    @Test
    void aVectorIsNoFeature() {
        assertThat(SCHEMA.features()).extracting(Feature::name).containsExactly("shop", "stars");
        assertThat(SCHEMA.vectors()).extracting(VectorFeature::toString).containsExactly("text (vector of 3)");
        assertThat(SCHEMA)
                .hasToString("Schema of Review {id=id, shop=categorical, stars=numeric, text=vector of 3,"
                        + " returned=response}");
    }

    @Test
    void floatsAndDoublesAreReadAsTheyAre() {
        double[] into = new double[3];
        assertThat(SCHEMA.vectors().get(0).read(review(1, 2.5f, -3), into)).isTrue();
        assertThat(into).containsExactly(1, 2.5, -3);
        record Doubles(double[] text) {}
        Schema.of(Doubles.class).vector("text", 2).vectors().get(0).read(new Doubles(new double[] {1e300, 0.1}), into);
        assertThat(into).startsWith(1e300, 0.1);
    }

    @Test
    void aRowWithoutVectorHasMissingNumbers() {
        double[] into = new double[3];
        assertThat(SCHEMA.vectors().get(0).read(new Review(1, "a", 2, null, true), into))
                .isFalse();
        assertThat(into).containsOnly(Double.NaN);
    }

    @Test
    void aVectorOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Columns.of(SCHEMA, List.of(review(1, 2, 3), review(1, 2))))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.column()).isEqualTo("text"))
                .hasMessageContaining("the vector \"text\" has 2 numbers and the schema says 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aVectorHasANumber(int dimension) {
        assertThatThrownBy(() -> Schema.of(Review.class).vector("text", dimension))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("at least 1 number");
    }

    @Test
    void onlyArraysOfNumbersAreVectors() {
        assertThatThrownBy(() -> Schema.of(Review.class).vector("shop", 3))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("use a float[] or a double[]");
        Schema<Map<String, Object>> schema = Schema.<Map<String, Object>>builder(Map.class)
                .vector("text", 1, row -> row.get("text"))
                .build();
        assertThatThrownBy(() -> Columns.of(schema, List.of(Map.of("text", "one"))))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("is a String");
    }

    @Test
    void aVectorHasNoOtherRole() {
        assertThatThrownBy(() -> SCHEMA.vector("id", 3)).isInstanceOf(SchemaException.class);
        assertThatThrownBy(() -> SCHEMA.response("text")).isInstanceOf(SchemaException.class);
        assertThat(SCHEMA.without("text").vectors()).isEmpty();
    }

    @Test
    void anArrayWhoseLengthIsNotDeclaredIsRefused() {
        assertThatThrownBy(() -> Schema.of(Review.class).features())
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("declare its length by vector(\"text\", n)");
    }

    @Test
    void theFingerprintKnowsTheDimensionAndIsAsBeforeWithoutVectors() {
        Schema<Review> without =
                Schema.of(Review.class).id("id").response("returned").without("text");
        assertThat(SCHEMA.fingerprint())
                .isNotEqualTo(SCHEMA.vector("text", 4).fingerprint())
                .isNotEqualTo(without.fingerprint());
        assertThat(SCHEMA.without("text").fingerprint()).isEqualTo(without.fingerprint());
        record Row(String a, double b) {}
        assertThat(Schema.of(Row.class).response("a").fingerprint()).isEqualTo("1-fce6005eb677d21d59dcd869062a2665");
    }

    @Test
    void typedRowsAreComparedWithTheirVectors() {
        Columns reference = Columns.of(SCHEMA, reviews(300, 0, 1));
        Columns same = Columns.of(SCHEMA, reviews(300, 0, 2));
        Columns moved = Columns.of(SCHEMA, reviews(300, 0.5, 3));
        assertThat(reference.vectors()).containsExactly(Map.entry("text", 3));
        for (var test :
                List.of(MultivariateTests.mmd(7), MultivariateTests.energy(7), MultivariateTests.mmdLinear(7))) {
            assertThat(test.test(reference, same).verdict()).as(test.name()).isEqualTo(Verdict.STABLE);
        }
        assertThat(MultivariateTests.mmd(7).test(reference, moved).verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(MultivariateTests.energy(7).test(reference, moved).verdict()).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void vectorsOfColumnsAreThoseOfRows() {
        List<Review> rows = reviews(20, 0, 4);
        Columns read = Columns.of(SCHEMA, rows);
        double[][] vectors = rows.stream()
                .map(row -> IntStream.range(0, 3)
                        .mapToDouble(k -> Objects.requireNonNull(row.text())[k])
                        .toArray())
                .toArray(double[][]::new);
        Columns built = Columns.builder().vectors("text", vectors).build();
        for (int k = 0; k < 3; k++) {
            assertThat(built.numbers("text[" + k + "]")).containsExactly(read.numbers("text[" + k + "]"));
        }
        assertThat(read.numbers("stars"))
                .containsExactly(rows.stream().mapToDouble(Review::stars).toArray());
        assertThat(Arrays.stream(read.codes("shop"))
                        .mapToObj(code -> read.categories("shop").get(code)))
                .containsExactlyElementsOf(rows.stream().map(Review::shop).toList());
    }

    @Test
    void vectorsThatDifferInLengthAreNotCompared() {
        Columns one =
                Columns.builder().vectors("text", new double[][] {{1}, {2}}).build();
        Columns two = Columns.builder()
                .vectors("text", new double[][] {{1, 2}, {2, 3}})
                .build();
        assertThatThrownBy(() -> MultivariateTests.energy(7).test(one, two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{text=1}")
                .hasMessageContaining("{text=2}");
        assertThatThrownBy(() -> Columns.builder().vectors("text", new double[][] {{1}, {2, 3}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void profilesAndTestsOfSingleFeaturesLeaveVectorsOut() {
        List<Review> rows = reviews(200, 0, 5);
        Columns columns = Columns.of(SCHEMA, rows);
        assertThat(Profile.of(columns).features()).containsExactly("shop", "stars", "returned");
        assertThat(Profiler.of(SCHEMA).addAll(rows).profile().features()).containsExactly("shop", "stars");
        assertThat(DriftDetector.of(DriftTests.psi()).compare(columns, columns).features())
                .hasSize(3);
    }

    @Test
    void cellsHaveTheVectorThatTheRowHas() {
        CellReader<Review> reader = CellReader.of(SCHEMA);
        RowCells cells = reader.cells();
        VectorFeature<RowCells> vector = reader.schema().vectors().get(0);
        double[] into = new double[3];

        reader.read(review(1, 2.5f, -3), cells);
        assertThat(vector.read(cells, into)).isTrue();
        assertThat(into).containsExactly(1, 2.5, -3);
        reader.read(new Review(1, "a", 2, null, true), cells);
        assertThat(vector.read(cells, into)).isFalse();
        assertThat(reader.schema().fingerprint()).isEqualTo(SCHEMA.fingerprint());
    }
}
