package io.leeway.model.tribuo;

import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.model.tribuo.LinearTerms.Term;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows synthesised to compare two ways of answering the same model: numbers on both sides of each centre or threshold, missing and infinite
 * ones, every category that the model knows, unknown ones and none.
 *
 * <p>The application's row type cannot be synthesised, so the rows are of a type of their own, read through a schema with the same
 * features in the same order.
 */
final class Probes {

    /** How far the two ways may differ in doubles: absolutely below 1, relatively above. */
    static final double TOLERANCE = 1e-9;

    private static final int RANDOM_ROWS = 256;
    private static final long SEED = 20130101;

    private final Schema<Probe> schema;
    private final List<Feature<Probe>> features;
    private final Numbers numbers;
    private final double tolerance;
    private final int mostRows;
    private final List<List<String>> categories = new ArrayList<>();

    /** A synthetic row; the arrays are by the place of the feature. */
    record Probe(double[] numbers, @Nullable String[] categories) {}

    /** Draws values of a numeric feature at which a model's answer changes. */
    interface Numbers {
        double draw(SplittableRandom random, String feature);
    }

    /** Makes rows around the centres of a linear model. */
    Probes(Schema<?> original, LinearTerms terms) {
        this(
                original,
                terms.byName().keySet(),
                (random, feature) -> number(random, terms.byName().get(feature)),
                TOLERANCE,
                Integer.MAX_VALUE);
    }

    /**
     * Makes rows of the features that a model knows.
     *
     * @param known the features by Tribuo's names
     * @param mostRows how many rows there are at most, whatever the number of categories
     */
    Probes(Schema<?> original, Set<String> known, Numbers numbers, double tolerance, int mostRows) {
        this.numbers = numbers;
        this.tolerance = tolerance;
        this.mostRows = mostRows;
        SchemaBuilder<Probe> builder = Schema.builder(Probe.class);
        for (Feature<?> feature : original.features()) {
            int place = feature.index();
            if (feature.type() == FeatureType.NUMERIC) {
                builder.numeric(feature.name(), probe -> probe.numbers()[place]);
                categories.add(List.of());
            } else {
                builder.categorical(feature.name(), probe -> probe.categories()[place]);
                String prefix = RowEncoder.featureName(feature.name(), "");
                categories.add(known.stream()
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(prefix.length()))
                        .toList());
            }
        }
        this.schema = builder.build();
        this.features = schema.features();
    }

    Schema<Probe> schema() {
        return schema;
    }

    /** Compares the scores of both on each row, and the shares of all classes. */
    void requireEqual(Scorer<Probe> compiled, TribuoPredictor<Probe, ?> tribuo) throws NotCompilableException {
        SplittableRandom random = new SplittableRandom(SEED);
        int mostCategories = categories.stream().mapToInt(List::size).max().orElse(0);
        double[] shares = new double[Math.max(1, tribuo.classes().size())];
        int count = Math.min(Math.max(RANDOM_ROWS, mostCategories), mostRows);
        for (int i = 0; i <= count; i++) {
            Probe row = i == count ? nothing() : row(random, i);
            requireEqual(asked(tribuo, row, shares), compiled.score(row, UnseenCategories.IGNORED));
            double[] compiledShares = compiled.scores(List.of(row), UnseenCategories.IGNORED);
            for (int k = 0; k < shares.length; k++) {
                requireEqual(shares[k], compiledShares[k]);
            }
        }
    }

    /** A model that fails on a row here will fail on others, but may be asked for them. */
    private static double asked(TribuoPredictor<Probe, ?> tribuo, Probe row, double[] shares)
            throws NotCompilableException {
        try {
            tribuo.scores(row, shares, 0);
            return tribuo.score(row);
        } catch (RuntimeException e) {
            // Tribuo throws several types where a model contradicts itself.
            throw new NotCompilableException("Tribuo failed on a synthetic row: " + e.getMessage());
        }
    }

    private void requireEqual(double expected, double actual) throws NotCompilableException {
        if (!(Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected)))) {
            throw new NotCompilableException(
                    "its flat arrays gave " + actual + " where Tribuo gives " + expected + " on a synthetic row");
        }
    }

    private Probe nothing() {
        double[] missing = new double[features.size()];
        Arrays.fill(missing, Double.NaN);
        return new Probe(missing, new @Nullable String[features.size()]);
    }

    private Probe row(SplittableRandom random, int number) {
        double[] drawn = new double[features.size()];
        @Nullable String[] texts = new @Nullable String[features.size()];
        for (Feature<Probe> feature : features) {
            int place = feature.index();
            if (feature.type() == FeatureType.NUMERIC) {
                drawn[place] = number(random, feature.name());
            } else {
                texts[place] = category(random, number, categories.get(place));
            }
        }
        return new Probe(drawn, texts);
    }

    private double number(SplittableRandom random, String feature) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return Double.NaN;
        }
        return kind == 1 ? Double.POSITIVE_INFINITY : numbers.draw(random, feature);
    }

    // A few units of the sum on both sides of the centre, so that the logistic function is not at its ends.
    private static double number(SplittableRandom random, @Nullable Term term) {
        double center = term == null ? 0 : term.center();
        double slope = term == null || term.slope() == 0 ? 1 : term.slope();
        return center + (random.nextDouble() * 4 - 2) / slope;
    }

    private static @Nullable String category(SplittableRandom random, int number, List<String> known) {
        if (number < known.size()) {
            return known.get(number);
        }
        int kind = random.nextInt(20);
        if (kind == 0) {
            return null;
        }
        return kind == 1 || known.isEmpty() ? "never seen " + number : known.get(random.nextInt(known.size()));
    }
}
