package io.leeway.model.tribuo;

import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.model.tribuo.LinearTerms.NotLinearException;
import io.leeway.model.tribuo.LinearTerms.Term;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows synthesised to compare two ways of answering the same model: numbers on both sides of each centre, missing and infinite ones,
 * every category that the model knows, unknown ones and none.
 *
 * <p>The application's row type cannot be synthesised, so the rows are of a type of their own, read through a schema with the same
 * features in the same order.
 */
final class Probes {

    /** How far the two ways may differ: absolutely below 1, relatively above. */
    static final double TOLERANCE = 1e-9;

    private static final int RANDOM_ROWS = 256;
    private static final long SEED = 20130101;

    private final Schema<Probe> schema;
    private final List<Feature<Probe>> features;
    private final LinearTerms terms;
    private final List<List<String>> categories = new ArrayList<>();

    /** A synthetic row; the arrays are by the place of the feature. */
    record Probe(double[] numbers, @Nullable String[] categories) {}

    Probes(Schema<?> original, LinearTerms terms) {
        this.terms = terms;
        SchemaBuilder<Probe> builder = Schema.builder(Probe.class);
        for (Feature<?> feature : original.features()) {
            int place = feature.index();
            if (feature.type() == FeatureType.NUMERIC) {
                builder.numeric(feature.name(), probe -> probe.numbers()[place]);
                categories.add(List.of());
            } else {
                builder.categorical(feature.name(), probe -> probe.categories()[place]);
                String prefix = RowEncoder.featureName(feature.name(), "");
                categories.add(terms.byName().keySet().stream()
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
    void requireEqual(Scorer<Probe> compiled, TribuoPredictor<Probe, ?> tribuo) throws NotLinearException {
        SplittableRandom random = new SplittableRandom(SEED);
        int mostCategories = categories.stream().mapToInt(List::size).max().orElse(0);
        double[] shares = new double[Math.max(1, tribuo.classes().size())];
        for (int i = 0; i < Math.max(RANDOM_ROWS, mostCategories); i++) {
            Probe row = row(random, i);
            requireEqual(tribuo.score(row), compiled.score(row, UnseenCategories.IGNORED));
            tribuo.scores(row, shares, 0);
            double[] compiledShares = compiled.scores(List.of(row), UnseenCategories.IGNORED);
            for (int k = 0; k < shares.length; k++) {
                requireEqual(shares[k], compiledShares[k]);
            }
        }
    }

    private static void requireEqual(double expected, double actual) throws NotLinearException {
        if (!(Math.abs(expected - actual) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
            throw new NotLinearException(
                    "its flat arrays gave " + actual + " where Tribuo gives " + expected + " on a synthetic row");
        }
    }

    private Probe row(SplittableRandom random, int number) {
        double[] numbers = new double[features.size()];
        @Nullable String[] texts = new @Nullable String[features.size()];
        for (Feature<Probe> feature : features) {
            int place = feature.index();
            if (feature.type() == FeatureType.NUMERIC) {
                numbers[place] = number(random, terms.byName().get(feature.name()));
            } else {
                texts[place] = category(random, number, categories.get(place));
            }
        }
        return new Probe(numbers, texts);
    }

    // A few units of the sum on both sides of the centre, so that the logistic function is not at its ends.
    private static double number(SplittableRandom random, @Nullable Term term) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return Double.NaN;
        }
        if (kind == 1) {
            return Double.POSITIVE_INFINITY;
        }
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
