package io.leeway.model;

/** Is notified of each category in a row that did not occur in the training data of the model. */
@FunctionalInterface
public interface UnseenCategories {

    /** Ignores unseen categories. */
    UnseenCategories IGNORED = feature -> {};

    /**
     * Called for each unseen category.
     *
     * @param featureIndex the index of the feature in the schema
     */
    void count(int featureIndex);
}
