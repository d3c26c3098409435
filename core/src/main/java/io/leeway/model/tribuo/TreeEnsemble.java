package io.leeway.model.tribuo;

/**
 * Trees and what they mean, whoever grew them; of XGBoost, linear functions too.
 *
 * @param flat the trees, whose registers are the places of features, and in single precision after those the same numbers negated
 * @param places the places of the features
 * @param base what each sum begins with
 * @param answer how the sums become the answer
 * @param singlePrecision whether numbers and sums are floats and absent features are missing, as in XGBoost; else they are doubles and absent
 *     features are 0, as in Tribuo
 * @param neutral in single precision the place of the feature that is 0 in a row of which the model knows nothing
 */
record TreeEnsemble(
        FlatSum flat, FeaturePlaces places, double[] base, TreeAnswer answer, boolean singlePrecision, int neutral) {

    /** How many registers the trees ask. */
    int registers() {
        return singlePrecision ? 2 * places.size() : places.size();
    }
}
