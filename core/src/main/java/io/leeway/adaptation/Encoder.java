package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.CategoryReader;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.NumberReader;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows as sparse vectors: place 0 is the intercept, place 1 the champion's logit, then come the numbers, standardised, then a
 * block of places for each categorical feature, whose last two are for unseen and missing values.
 */
final class Encoder<R> {
    /** Standardised numbers and the champion's logit are clipped to this: one wild value must not undo what thousands taught. */
    static final double CLIP = 5;

    /** The champion's logit has this place. */
    static final int SLOPE = 1;

    /** Numbers begin here. */
    static final int NUMBERS = 2;

    /** Categories beyond the most frequent ones of a feature count as unseen. */
    private static final int MOST_CATEGORIES = 1_000;

    private final String fingerprint;
    private final double[] means;
    private final double[] scales;
    private final List<List<String>> categories;
    private final NumberReader<R> numberReader;
    private final CategoryReader<R> categoryReader;
    private final int[] blocks;

    /** By categorical feature, the place of an unseen value less its code in the reader. */
    private final int[] others;

    /** Where numbers stand in rows that are cells; null for others. */
    private final int @Nullable [] cells;

    private final int places;

    private Encoder(Schema<R> schema, double[] means, double[] scales, List<List<String>> categories) {
        this.fingerprint = schema.fingerprint();
        this.means = means;
        this.scales = scales;
        this.categories = List.copyOf(categories);
        this.numberReader = NumberReader.of(features(schema, FeatureType.NUMERIC));
        this.categoryReader = CategoryReader.of(features(schema, FeatureType.CATEGORICAL), this.categories);
        this.cells = categoryReader.readsCells() ? numberReader.inCells().orElse(null) : null;
        this.blocks = new int[categories.size()];
        this.others = new int[blocks.length];
        int next = NUMBERS + means.length;
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = next;
            next += categories.get(i).size() + 2;
            others[i] = next;
        }
        this.places = next;
    }

    /** Encodes other rows with the same features in the same way. */
    <S> Encoder<S> over(Schema<S> schema) {
        if (!schema.fingerprint().equals(fingerprint)) {
            throw new AdaptationException(
                    AdaptationException.Reason.OTHER_SCHEMA,
                    "the adapter was made for the schema " + fingerprint + ", not for " + schema.fingerprint()
                            + ": give it rows of its own schema");
        }
        return new Encoder<>(schema, means, scales, categories);
    }

    static <R> Encoder<R> of(Schema<R> schema, Profile profile) {
        List<Feature<R>> numeric = features(schema, FeatureType.NUMERIC);
        double[] means = new double[numeric.size()];
        double[] scales = new double[numeric.size()];
        for (int i = 0; i < means.length; i++) {
            NumericProfile of = profile.numeric(numeric.get(i).name());
            double deviation = of.standardDeviation();
            boolean varies = deviation > 0 && Double.isFinite(1 / deviation);
            means[i] = varies ? of.mean() : 0;
            scales[i] = varies ? 1 / deviation : 0;
        }
        List<List<String>> categories = new ArrayList<>();
        for (Feature<R> feature : features(schema, FeatureType.CATEGORICAL)) {
            CategoricalProfile of = profile.categorical(feature.name());
            categories.add(of.counts().keySet().stream().limit(MOST_CATEGORIES).toList());
        }
        return new Encoder<>(schema, means, scales, categories);
    }

    private static <R> List<Feature<R>> features(Schema<R> schema, FeatureType type) {
        return schema.features().stream().filter(each -> each.type() == type).toList();
    }

    int numbers() {
        return means.length;
    }

    /** How many places no row leaves out. */
    int dense() {
        return NUMBERS + means.length;
    }

    /** How many places of a row are not zero at most. */
    int active() {
        return NUMBERS + means.length + blocks.length;
    }

    int places() {
        return places;
    }

    String fingerprint() {
        return fingerprint;
    }

    /** Encodes a row: the place and the value of each active feature. */
    void encode(R row, double logit, Encoded into) {
        double[] values = into.values;
        values[0] = 1;
        values[SLOPE] = clip(logit);
        int[] from = cells;
        if (from != null && row instanceof RowCells read) {
            encode(read, from, into);
            return;
        }
        numberReader.read(row, values, NUMBERS);
        for (int i = 0; i < means.length; i++) {
            values[NUMBERS + i] = standardised(values[NUMBERS + i], i);
        }
        int first = NUMBERS + means.length;
        int[] places = into.places;
        categoryReader.read(row, places, first);
        for (int i = 0; i < blocks.length; i++) {
            places[first + i] = place(places[first + i], i);
        }
    }

    /** The same without arrays between. */
    private void encode(RowCells row, int[] from, Encoded into) {
        double[] values = into.values;
        for (int i = 0; i < from.length; i++) {
            values[NUMBERS + i] = standardised(row.number(from[i]), i);
        }
        int first = NUMBERS + from.length;
        int[] places = into.places;
        for (int i = 0; i < blocks.length; i++) {
            places[first + i] = place(categoryReader.place(row, i), i);
        }
    }

    /** A missing value is NaN, and so is an infinite one of a constant feature: both count as the mean. */
    private double standardised(double value, int number) {
        return Math.abs(value) <= Double.MAX_VALUE ? clip((value - means[number]) * scales[number]) : 0;
    }

    private int place(int code, int category) {
        return code + (code >= 0 ? blocks[category] : others[category]);
    }

    static double clip(double value) {
        // Quicker than the library's minimum and maximum, which order both zeros.
        return value > CLIP ? CLIP : value < -CLIP ? -CLIP : value;
    }

    Encoded blank() {
        Encoded blank = new Encoded(active());
        for (int i = 0; i < NUMBERS + means.length; i++) {
            blank.places[i] = i;
        }
        Arrays.fill(blank.values, NUMBERS + means.length, active(), 1);
        return blank;
    }

    void write(BinaryForm.Writer out) {
        out.utf8(fingerprint);
        out.reals(means);
        out.reals(scales);
        out.number(categories.size());
        for (List<String> each : categories) {
            out.number(each.size());
            each.forEach(out::utf8);
        }
    }

    static <R> Encoder<R> read(Schema<R> schema, BinaryForm.Reader in) {
        String fingerprint = in.utf8();
        if (!fingerprint.equals(schema.fingerprint())) {
            throw new AdaptationException(
                    AdaptationException.Reason.OTHER_SCHEMA,
                    "these bytes belong to an adapter of the schema " + fingerprint + ", not of " + schema.fingerprint()
                            + ": read them with the schema that it was made for");
        }
        double[] means = in.reals(features(schema, FeatureType.NUMERIC).size());
        double[] scales = in.reals(means.length);
        List<List<String>> categories = new ArrayList<>();
        int features = in.number(features(schema, FeatureType.CATEGORICAL).size());
        if (features != features(schema, FeatureType.CATEGORICAL).size()) {
            throw in.corrupt("there are " + features + " categorical features");
        }
        for (int i = 0; i < features; i++) {
            int n = in.number(MOST_CATEGORIES);
            List<String> names = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                names.add(in.utf8());
            }
            categories.add(List.copyOf(names));
        }
        return new Encoder<>(schema, means, scales, categories);
    }

    /** A row as it is learnt from. */
    static final class Encoded {
        final int[] places;
        final double[] values;

        Encoded(int active) {
            this.places = new int[active];
            this.values = new double[active];
        }

        Encoded copy() {
            Encoded copy = new Encoded(places.length);
            System.arraycopy(places, 0, copy.places, 0, places.length);
            System.arraycopy(values, 0, copy.values, 0, values.length);
            return copy;
        }
    }
}
