package io.leeway.model.tribuo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.VariableIDInfo;
import org.tribuo.classification.Label;
import org.tribuo.common.sgd.AbstractLinearSGDModel;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.transform.TransformedModel;
import org.tribuo.transform.Transformer;
import org.tribuo.transform.TransformerMap;

/**
 * A Tribuo linear model as a sum: the bias and, for each feature that is present, {@code (x - center) * slope}.
 *
 * <p>Affine transformations of features ({@link TransformedModel}) are folded into centre and slope. For two classes the terms are
 * the difference between the positive and the negative class, whose logistic function is the softmax of the two; for more classes each
 * has its terms.
 *
 * @param bias what a row without features gives
 * @param byName the terms by Tribuo's feature name, such as {@code distance} or {@code carrier=AA}
 */
record LinearTerms(double bias, Map<String, Term> byName) {

    /**
     * What one feature adds.
     *
     * @param center the value that adds nothing
     * @param slope how much each unit adds
     */
    record Term(double center, double slope) {}

    /** Large against any centre, so that the slope between two points loses no digits, and exact in binary. */
    private static final double FAR = 0x1p30;

    private static final double[] PROBES = {-1e6, -1000, -3, -0.5, 0, 0.25, 1, 7, 12345, 1e6};

    /** Reads a model of two classes: the terms of the positive class less those of the other. */
    static LinearTerms ofTwoClasses(Model<?> model, String positiveClass) throws NotCompilableException {
        int positive = model.castModel(Label.class).getOutputIDInfo().getID(new Label(positiveClass));
        return of(model, positive, 1 - positive);
    }

    /** Reads a model of any number of classes: the terms of each of them. */
    static List<LinearTerms> ofClasses(Model<?> model, List<String> classes) throws NotCompilableException {
        var ids = model.castModel(Label.class).getOutputIDInfo();
        List<LinearTerms> terms = new ArrayList<>();
        for (String each : classes) {
            terms.add(of(model, ids.getID(new Label(each)), -1));
        }
        return List.copyOf(terms);
    }

    /** Reads a regression of one number. */
    static LinearTerms ofNumber(Model<?> model) throws NotCompilableException {
        return of(model, 0, -1);
    }

    private static LinearTerms of(Model<?> model, int plus, int minus) throws NotCompilableException {
        if (model instanceof TransformedModel<?> transformed) {
            if (transformed.getDensify()) {
                throw new NotCompilableException("it fills in absent features with zeros");
            }
            return of(linear(transformed.getInnerModel()), transformed.getTransformerMap(), plus, minus);
        }
        return of(linear(model), null, plus, minus);
    }

    private static AbstractLinearSGDModel<?> linear(Model<?> model) throws NotCompilableException {
        if (model instanceof AbstractLinearSGDModel<?> linear) {
            return linear;
        }
        throw new NotCompilableException("it is a " + model.getClass().getSimpleName());
    }

    private static LinearTerms of(
            AbstractLinearSGDModel<?> model, @Nullable TransformerMap transformers, int plus, int minus)
            throws NotCompilableException {
        ImmutableFeatureMap features = model.getFeatureIDMap();
        DenseMatrix weights = model.getWeightsCopy();
        int columns = weights.getDimension2Size();
        if (columns != features.size() && columns != features.size() + 1) {
            throw new NotCompilableException("it has " + columns + " weights for " + features.size() + " features");
        }
        double bias = columns > features.size() ? difference(weights, plus, minus, features.size()) : 0;
        Map<String, Term> terms = new LinkedHashMap<>();
        for (int id = 0; id < features.size(); id++) {
            VariableIDInfo feature = features.get(id);
            double weight = difference(weights, plus, minus, id);
            if (!Double.isFinite(weight)) {
                throw new NotCompilableException("its weight of " + feature.getName() + " is " + weight);
            }
            List<Transformer> steps = transformers == null ? null : transformers.get(feature.getName());
            terms.put(
                    feature.getName(),
                    steps == null || steps.isEmpty() ? new Term(0, weight) : folded(feature.getName(), steps, weight));
        }
        return new LinearTerms(bias, terms);
    }

    private static double difference(DenseMatrix weights, int plus, int minus, int column) {
        return weights.get(plus, column) - (minus < 0 ? 0 : weights.get(minus, column));
    }

    private static Term folded(String feature, List<Transformer> steps, double weight) throws NotCompilableException {
        double slope =
                (TransformerMap.applyTransformerList(FAR, steps) - TransformerMap.applyTransformerList(-FAR, steps))
                        / (2 * FAR);
        double center = -TransformerMap.applyTransformerList(0, steps) / slope;
        if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(center)) {
            throw new NotCompilableException("its transformation of " + feature + " is not a straight line");
        }
        for (double x : PROBES) {
            double straight = (x - center) * slope;
            double actual = TransformerMap.applyTransformerList(x, steps);
            if (!(Math.abs(actual - straight) <= 1e-9 * Math.max(1, Math.abs(actual)))) {
                throw new NotCompilableException("its transformation of " + feature + " is not a straight line");
            }
        }
        return new Term(center, slope * weight);
    }
}
